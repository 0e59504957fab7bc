import { Button } from "@/ui/macaw";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { cx } from "../cx";
import { TextInput } from "../inputs";
import styles from "./Pager.module.css";

const PAUSE_MS = 300;

/** What stands above a list: its search, its filters, and what can be done. */
export function Toolbar({
  children,
  isTabbed = false,
}: {
  children: ReactNode;
  isTabbed?: boolean;
}) {
  return <div className={cx(styles.toolbar, isTabbed && styles.tabbed)}>{children}</div>;
}

/** What follows it stands at the end of the line. */
export function Spring() {
  return <span className={styles.spring} />;
}

type SearchFieldProps = { label: string; value: string; onChange: (text: string) => void };

/** Searches once the typing pauses; the key / leads here from anywhere on the page. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const ref = useRef<HTMLInputElement>(null);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }

  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);

  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest("input, textarea, dialog");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      ref.current?.focus();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);

  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden />
      <TextInput
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        aria-keyshortcuts="/"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

type BulkBarProps = { count: number; onClear: () => void; children: ReactNode };

/** What can be done with the rows that are selected. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <div className={styles.bulk} role="region" aria-label={t("list.selected", { count })}>
      <strong aria-live="polite">{t("list.selected", { count })}</strong>
      <span className={styles.spring} />
      {children}
      <Button type="button" variant="tertiary" onClick={onClear}>
        {t("list.clearSelection")}
      </Button>
    </div>
  );
}
