import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";
import { Card } from "@/ui/Card";

import styles from "./overview.module.css";
import type { Statistics } from "./OverviewTab";

const SHOWN = 8;

/** Where the members live. */
export function Countries({ found }: { found: Statistics }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = found.countries.slice(0, SHOWN);
  const others = found.countries.slice(SHOWN);
  const rest = others.reduce((sum, each) => sum + each.share, 0);
  return (
    <Card title={t("group.overview.countries")} help={t("group.overview.countriesHelp")} isPlain>
      {shown.length === 0 ? (
        <p className="muted">{t("group.overview.noMembers")}</p>
      ) : (
        <ul className={styles.countries}>
          {shown.map(({ country, members, share }) => (
            <li key={country ?? ""}>
              <span>{country ? format.country(country) : t("common.unknown")}</span>
              <span className={styles.track} aria-hidden>
                <span className={styles.bar} style={{ width: `${share * 100}%` }} />
              </span>
              <span className="number">
                {format.number(members)} <span className="muted">{format.share(share)}</span>
              </span>
            </li>
          ))}
          {others.length === 0 ? null : (
            <li>
              <span className="muted">
                {t("group.overview.otherCountries", { count: others.length })}
              </span>
              <span className={styles.track} aria-hidden>
                <span className={styles.bar} style={{ width: `${rest * 100}%` }} />
              </span>
              <span className="muted number">{format.share(rest)}</span>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
