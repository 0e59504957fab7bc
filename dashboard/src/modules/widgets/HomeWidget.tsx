import { Skeleton } from "@/ui/macaw";
import { useTranslation } from "react-i18next";

import { HomeGroupsDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { cx } from "@/ui/cx";
import { useErrorText } from "@/ui/States";

import { GroupName } from "./GroupName";
import { useHeight } from "./use-height";
import styles from "./widgets.module.css";

const CONTACTS = ["EMAIL", "SMS", "PHONE", "POST"] as const;

/** On the home page: the largest groups, contact groups that are missing, and problems. */
export function HomeWidget() {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useErrorText();
  const ref = useHeight<HTMLDivElement>();
  const { data, error } = useApi(["home"], HomeGroupsDocument, {}, { refetchInterval: 60_000 });
  const groups = data?.customerGroups;
  const there = data?.contact?.edges.map(({ node }) => node.contactType) ?? [];
  const missing = CONTACTS.filter((contact) => !there.includes(contact));
  const health = data?.health;

  return (
    <div ref={ref} className={styles.widget}>
      {/* The Dashboard writes the title above. */}
      <h1 className="visually-hidden">{t("app.title")}</h1>
      {error ? <Callout tone="error">{say(error)}</Callout> : null}
      {!data && !error ? <Skeleton height={20} /> : null}
      {health && health.frozen.length > 0 ? (
        <Callout tone="error">
          {t("widgets.home.frozen", {
            count: health.frozen.length,
            names: format.list(health.frozen.map((group) => group.name)),
          })}
        </Callout>
      ) : null}
      {health && health.failed > 0 ? (
        <Callout tone="warning">{t("widgets.home.failed", { count: health.failed })}</Callout>
      ) : null}
      <ul className={styles.list}>
        {groups?.edges.map(({ node }) => (
          <li key={node.id} className={styles.line}>
            <GroupName group={node} />
            <span className={styles.figure}>{format.number(node.memberCount ?? 0)}</span>
            <span className={cx(styles.figure, "muted")}>{format.share(node.share ?? 0)}</span>
          </li>
        ))}
      </ul>
      {data && missing.length > 0 ? (
        <p className={styles.why}>
          {t("widgets.home.missing", {
            names: format.list(missing.map((contact) => t(`contact.${contact}`))),
          })}
        </p>
      ) : null}
    </div>
  );
}
