import { Link2Off } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { GroupUsageDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { GroupLink } from "@/modules/groups/GroupLink";
import { Card } from "@/ui/Card";
import { EmptyState, ErrorState } from "@/ui/States";

import { useGroup } from "./GroupPage";
import styles from "./group.module.css";

/** What refers to the group, and what can be made for it. */
export function UsageTab() {
  const { t } = useTranslation();
  const group = useGroup();
  const { data, error, refetch } = useApi(["group", group.id, "usage"], GroupUsageDocument, {
    id: group.id,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const users = data?.customerGroup?.usage;
  const rule = encodeURIComponent(JSON.stringify({ version: 1, rule: { group: group.code } }));
  return (
    <>
      <Card title={t("group.usage.title")} help={t("group.usage.help")}>
        {users?.length === 0 ? (
          <EmptyState icon={Link2Off} title={t("group.usage.empty")} />
        ) : (
          <ul className={styles.users}>
            {users?.map((user) => (
              <li key={`${user.kind} ${user.group?.id ?? user.name}`}>
                {user.group ? <GroupLink group={user.group} /> : user.name}
                <span className="muted">{t(`group.usage.kind.${user.kind}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {group.archivedAt ? null : (
        <Card title={t("group.usage.use")} help={t("group.usage.useHelp")} isPlain>
          <ul className={styles.users}>
            <li>
              <Link to={`/groups/new?rule=${rule}`}>{t("group.usage.newRule")}</Link>
              <span className="muted">{t("group.usage.newRuleHelp")}</span>
            </li>
            <li>
              <Link to={`/customers?any=${encodeURIComponent(group.id)}`}>
                {t("group.usage.customers")}
              </Link>
              <span className="muted">{t("group.usage.customersHelp")}</span>
            </li>
            {group.kind === "MANUAL" && !group.isDefault ? (
              <li>
                <Link to={`/groups/new?parent=${encodeURIComponent(group.id)}`}>
                  {t("group.usage.newChild")}
                </Link>
                <span className="muted">{t("group.usage.newChildHelp")}</span>
              </li>
            ) : null}
          </ul>
        </Card>
      )}
    </>
  );
}
