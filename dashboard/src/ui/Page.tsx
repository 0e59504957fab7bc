import { Button } from "@/ui/macaw";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";

import styles from "./Page.module.css";
import { cx } from "./cx";

export type Tab = { to: string; label: string; count?: string };

type PageProps = {
  title: string;
  /** What stands before the title, such as a group's colour. */
  mark?: ReactNode;
  /** What stands after it, such as what kind of group it is. */
  aside?: ReactNode;
  backTo?: string;
  tabs?: Tab[];
  tabsLabel?: string;
  actions?: ReactNode;
  children: ReactNode;
};

/** A whole page: its title, where it leads back to, its tabs, and what can be done. */
export function Page({
  title,
  mark,
  aside,
  backTo,
  tabs,
  tabsLabel,
  actions,
  children,
}: PageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();

  useEffect(() => {
    document.title = `${title} · ${t("app.title")}`;
  }, [title, t]);

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.titles}>
          {backTo === undefined ? null : (
            <Button
              type="button"
              variant="secondary"
              icon={<ArrowLeft size={16} />}
              aria-label={t("common.back")}
              onClick={() => void navigate(backTo)}
            />
          )}
          {mark}
          <h1 className={styles.title}>{title}</h1>
          {aside}
        </div>
        <div className={styles.actions}>{actions}</div>
      </header>
      {tabs === undefined ? null : (
        <nav className={styles.tabs} aria-label={tabsLabel ?? title}>
          {tabs.map((tab) => (
            <NavLink
              key={tab.to}
              to={tab.to}
              replace={false}
              className={({ isActive }) => cx(styles.tab, isActive && styles.active)}
            >
              {tab.label}{" "}
              {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
            </NavLink>
          ))}
        </nav>
      )}
      <div className={styles.content}>{children}</div>
    </div>
  );
}
