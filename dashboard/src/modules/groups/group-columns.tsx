import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import {
  type CustomerGroupSortField,
  type GroupRowFragment,
  GroupTrendsDocument,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Badge, ColourDot } from "@/ui/Badge";
import type { Column } from "@/ui/list/DataTable";

import type { GroupAction } from "./GroupActions";
import { GroupMenu } from "./GroupMenu";
import styles from "./groups.module.css";

type GroupColumn = Column<GroupRowFragment, CustomerGroupSortField>;

/** What is shown of each group. */
export function useGroupColumns(
  rows: readonly GroupRowFragment[],
  act: (action: GroupAction) => void,
): GroupColumn[] {
  const { t } = useTranslation();
  const format = useFormat();
  const trends = useTrends(rows);
  return useMemo(
    (): GroupColumn[] => [
      {
        id: "name",
        header: t("groups.column.name"),
        sortField: "NAME",
        cell: (group) => <GroupTitle group={group} />,
      },
      {
        id: "code",
        header: t("groups.column.code"),
        sortField: "CODE",
        cell: (group) => <span className={styles.code}>{group.code}</span>,
      },
      { id: "kind", header: t("groups.column.kind"), cell: (group) => t(`kind.${group.kind}`) },
      {
        id: "visibility",
        header: t("groups.column.visibility"),
        cell: (group) =>
          group.visibility === "PUBLIC" ? (
            <Badge tone="info">{t("visibility.PUBLIC")}</Badge>
          ) : (
            <span className="muted">{t("visibility.PRIVATE")}</span>
          ),
      },
      {
        id: "members",
        header: t("groups.column.members"),
        sortField: "MEMBER_COUNT",
        isNumber: true,
        cell: (group) => <Members group={group} />,
      },
      {
        id: "share",
        header: t("groups.column.share"),
        isNumber: true,
        cell: (group) => format.share(group.share ?? 0),
      },
      {
        id: "trend",
        header: t("groups.column.trend"),
        isNumber: true,
        cell: (group) => <Trend trend={trends.get(group.id)} />,
      },
      {
        id: "usage",
        header: t("groups.column.usedBy"),
        cell: (group) =>
          group.usage?.length ? (
            <Link
              to={`/groups/${encodeURIComponent(group.id)}/usage`}
              title={format.list(group.usage.map((user) => user.sentence))}
            >
              {t("groups.usedBy", { count: group.usage.length })}
            </Link>
          ) : (
            <span className="muted">{t("groups.usedByNone")}</span>
          ),
      },
      {
        id: "evaluated",
        header: t("groups.column.evaluated"),
        cell: ({ kind, status }) =>
          kind === "MANUAL" ? (
            <span className="muted">{t("groups.atOnce")}</span>
          ) : status.evaluatedThrough ? (
            <time
              dateTime={status.evaluatedThrough}
              title={format.instant(status.evaluatedThrough)}
              className={styles.nowrap}
            >
              {format.ago(status.evaluatedThrough)}
            </time>
          ) : null,
      },
      {
        id: "updated",
        header: t("groups.column.updated"),
        sortField: "UPDATED_AT",
        cell: ({ updatedAt }) => (
          <time dateTime={updatedAt} className={styles.nowrap}>
            {format.date(updatedAt)}
          </time>
        ),
      },
      {
        id: "actions",
        header: t("groups.column.actions"),
        isHeaderHidden: true,
        isNumber: true,
        cell: (group) => <GroupMenu group={group} act={act} />,
      },
    ],
    [t, format, trends, act],
  );
}

/** A group's name with its colour, and the marks that matter. */
function GroupTitle({ group }: { group: GroupRowFragment }) {
  const { t } = useTranslation();
  return (
    <span className={styles.title}>
      <ColourDot colour={group.colour} />
      <Link to={`/groups/${encodeURIComponent(group.id)}`} className={styles.name}>
        {group.name}
      </Link>
      {group.isDefault ? <Badge>{t("groups.default")}</Badge> : null}
      {group.status.state === "FROZEN" ? (
        <span title={group.status.reason ?? undefined}>
          <Badge tone="critical">{t("groups.frozen")}</Badge>
        </span>
      ) : null}
      {group.status.state === "EVALUATING" ? (
        <Badge tone="warning">{t("groups.evaluating")}</Badge>
      ) : null}
      {group.archivedAt ? <Badge>{t("groups.archived")}</Badge> : null}
    </span>
  );
}

function Members({ group }: { group: GroupRowFragment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = group.memberCount ?? 0;
  const own = group.own?.totalCount ?? all;
  const isMixed = group.children.length > 0 && own !== all;
  return (
    <Link to={`/groups/${encodeURIComponent(group.id)}/members`} className={styles.plain}>
      {format.number(all)}
      {isMixed ? (
        <span className={styles.mixed}>
          {t("groups.own", {
            own: format.number(own),
            children: format.number(all - own),
          })}
        </span>
      ) : null}
    </Link>
  );
}

type TrendData = { joined: number; left: number };

function Trend({ trend }: { trend: TrendData | null | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!trend || (trend.joined === 0 && trend.left === 0)) {
    return <span className="muted">–</span>;
  }
  const numbers = { joined: format.number(trend.joined), left: format.number(trend.left) };
  return (
    <span title={t("groups.trend", numbers)}>
      <span className="visually-hidden">{t("groups.trend", numbers)}</span>
      <span aria-hidden>
        <span className={styles.up}>+{numbers.joined}</span>{" "}
        <span className={styles.down}>−{numbers.left}</span>
      </span>
    </span>
  );
}

/** Who joined and left lately, asked for once the page of groups is there. */
function useTrends(rows: readonly GroupRowFragment[]): Map<string, TrendData | null | undefined> {
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const { data } = useApi(
    ["groups", "trends"],
    GroupTrendsDocument,
    { ids, first: Math.max(ids.length, 1) },
    { enabled: ids.length > 0, staleTime: 60_000 },
  );
  return useMemo(
    () => new Map(data?.customerGroups?.edges.map(({ node }) => [node.id, node.statistics]) ?? []),
    [data],
  );
}
