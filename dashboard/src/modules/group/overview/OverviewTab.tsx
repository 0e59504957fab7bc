import { Skeleton } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type CustomerGroupPeriod,
  GroupStatisticsDocument,
  type GroupStatisticsQuery,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { RuleSentence } from "@/modules/rules/RuleSentence";
import { GroupLink } from "@/modules/groups/GroupLink";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Select } from "@/ui/Select";
import { ErrorState } from "@/ui/States";

import { useGroup } from "../GroupPage";
import { MembersChart, MovementChart } from "./charts";
import { Countries } from "./Countries";
import styles from "./overview.module.css";
import { Spend } from "./Spend";

export type Statistics = NonNullable<
  NonNullable<GroupStatisticsQuery["customerGroup"]>["statistics"]
>;

const PERIODS = ["LAST_7_DAYS", "LAST_30_DAYS", "LAST_90_DAYS", "LAST_365_DAYS"] as const;

/** How the group has moved, what its members bought, and whether it is right. */
export function OverviewTab() {
  const { t } = useTranslation();
  const group = useGroup();
  const [period, setPeriod] = useState<CustomerGroupPeriod>("LAST_30_DAYS");
  const { data, error, isPlaceholderData, refetch } = useApi(
    ["group", group.id, "statistics"],
    GroupStatisticsDocument,
    { id: group.id, period },
    { keepsPrevious: true, staleTime: 60_000 },
  );
  const found = data?.customerGroup?.statistics ?? undefined;

  return (
    <>
      <Card isPlain>
        <div className={styles.about}>
          {group.description ? <p>{group.description}</p> : null}
          {group.kind === "DYNAMIC" ? (
            <RuleSentence rule={group.rule} otherwise={group.ruleDescription ?? ""} />
          ) : null}
          {group.isDefault ? <p className="muted">{t("groups.defaultHelp")}</p> : null}
          {group.parent ? (
            <p>
              {t("group.overview.parent")} <GroupLink group={group.parent} />
            </p>
          ) : null}
          {group.children.length === 0 ? null : (
            <p className={styles.children}>
              {t("group.overview.children")}
              {group.children.map((child) => (
                <GroupLink key={child.id} group={child} />
              ))}
            </p>
          )}
          <HealthLine />
        </div>
      </Card>
      <div className={styles.period}>
        <Select<CustomerGroupPeriod>
          isSnug
          label={t("group.overview.period")}
          options={PERIODS.map((value) => ({ value, label: t(`group.overview.periods.${value}`) }))}
          value={period}
          onChange={setPeriod}
        />
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={!found}>
        <Figures found={found} />
        {found ? (
          <>
            {found.days.length === 0 ? (
              <div className={styles.note}>
                <Callout tone="info">{t("group.overview.noHistory")}</Callout>
              </div>
            ) : (
              <div className={styles.charts}>
                <Card title={t("group.overview.membersOverTime")} isPlain>
                  <MembersChart days={found.days} colour={group.colour} />
                </Card>
                <Card title={t("group.overview.movement")} isPlain>
                  <MovementChart days={found.days} />
                </Card>
              </div>
            )}
            <div className={styles.charts}>
              <Spend found={found} period={period} isDefault={group.isDefault} />
              <Countries found={found} />
            </div>
          </>
        ) : null}
      </div>
    </>
  );
}

function Figures({ found }: { found: Statistics | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [spend] = found?.spend ?? [];
  const figures: [string, string | undefined][] = [
    [t("group.overview.members"), found && format.number(found.members)],
    [t("group.overview.share"), found && format.share(found.share)],
    [t("group.overview.joined"), found && format.number(found.joined)],
    [t("group.overview.left"), found && format.number(found.left)],
    [t("group.overview.orders"), found && format.number(found.orders)],
    [
      t("group.overview.spend"),
      found && (spend ? format.money(spend.amount, spend.currency) : "–"),
    ],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([label, value]) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>{value ?? <Skeleton height={6} width={16} />}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether the members are right, and since when. */
function HealthLine() {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, kind } = useGroup();
  if (status.state === "ARCHIVED") return null;
  const through = status.evaluatedThrough;
  const text =
    kind === "MANUAL"
      ? t("group.health.manual")
      : status.state === "EVALUATING"
        ? t("group.health.evaluating")
        : status.state === "FROZEN"
          ? t("group.health.frozen", {
              since: status.frozenSince ? format.instant(status.frozenSince) : "",
            })
          : t("group.health.active", { at: through ? format.instant(through) : "" });
  return <p className="muted">{text}</p>;
}
