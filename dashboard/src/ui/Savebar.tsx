import { useEffect, useRef } from "react";

import { Button } from "@/ui/macaw";

import styles from "./Savebar.module.css";

type SavebarProps = {
  isBusy: boolean;
  isDirty: boolean;
  saveLabel: string;
  cancelLabel: string;
  onCancel: () => void;
};

/** The bar at the foot of a form. Ctrl+S saves, too. */
export function Savebar({ isBusy, isDirty, saveLabel, cancelLabel, onCancel }: SavebarProps) {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      ref.current?.closest("form")?.requestSubmit();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);

  return (
    <div ref={ref} className={styles.savebar}>
      <Button type="button" variant="secondary" onClick={onCancel}>
        {cancelLabel}
      </Button>
      <Button type="submit" disabled={isBusy || !isDirty} aria-keyshortcuts="Control+S">
        {saveLabel}
      </Button>
    </div>
  );
}
