import { Button } from "@/ui/macaw";
import { HeartPulse, Layers, LogOut, Moon, ShoppingBag, Sun, Tags, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet } from "react-router";

import { useHost } from "@/host/host";
import { isStandalone, type StandaloneHost } from "@/host/standalone-host";
import { useHostState } from "@/host/use-host-state";
import { LANGUAGE_NAMES, type Language, languageOf } from "@/i18n";
import { cx } from "@/ui/cx";
import { Select } from "@/ui/Select";

import styles from "./Layout.module.css";
import { useSections } from "./sections";

const ICONS = {
  groups: Layers,
  customers: Users,
  prices: Tags,
  health: HeartPulse,
  shop: ShoppingBag,
} as const;

/** The frame of every page: alone it brings the navigation that the Dashboard has. What is
 * the main part of the document macaw-ui says. */
export function Layout() {
  const host = useHost();
  if (!isStandalone(host)) {
    return (
      <div>
        <Outlet />
      </div>
    );
  }
  return <WithSidebar host={host} />;
}

function WithSidebar({ host }: { host: StandaloneHost }) {
  const { t } = useTranslation();
  const { theme, locale } = useHostState();
  const sections = useSections();
  return (
    <div className={styles.layout}>
      <a className={styles.skip} href="#content">
        {t("app.skip")}
      </a>
      <div className={styles.sidebar}>
        <div className={styles.brand}>
          <Layers size={18} aria-hidden />
          {t("app.title")}
        </div>
        <nav aria-label={t("app.navigation")} className={styles.links}>
          {sections.map((section) => {
            const Icon = ICONS[section.key];
            return (
              <NavLink
                key={section.key}
                to={section.to}
                className={({ isActive }) => cx(styles.link, isActive && styles.active)}
              >
                <Icon size={16} aria-hidden />
                {section.label}
              </NavLink>
            );
          })}
        </nav>
        <div className={styles.foot}>
          <Select<Language>
            label={t("app.language")}
            options={(Object.keys(LANGUAGE_NAMES) as Language[]).map((value) => ({
              value,
              label: LANGUAGE_NAMES[value],
            }))}
            value={languageOf(locale)}
            onChange={host.setLocale}
          />
          <Button
            type="button"
            variant="tertiary"
            icon={theme === "dark" ? <Sun size={16} /> : <Moon size={16} />}
            aria-label={theme === "dark" ? t("app.light") : t("app.dark")}
            onClick={() => host.setTheme(theme === "dark" ? "light" : "dark")}
          />
          <Button
            type="button"
            variant="tertiary"
            icon={<LogOut size={16} />}
            aria-label={t("app.signOut")}
            onClick={host.signOut}
          />
        </div>
      </div>
      <div id="content" className={styles.main}>
        <Outlet />
      </div>
    </div>
  );
}
