import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type {
  CustomerGroupPriceListSortField,
  PriceListRowFragment,
} from "@/api/generated/graphql";
import { type Format, useFormat } from "@/i18n/use-format";
import { GroupLink } from "@/modules/groups/GroupLink";
import type { Column } from "@/ui/list/DataTable";

import type { PriceListAction } from "./PriceListActions";
import { PriceListMenu } from "./PriceListMenu";
import { ProblemsBadge, StandingBadge } from "./StandingBadge";
import styles from "./prices.module.css";
import { useChannels } from "./use-channels";

type PriceListColumn = Column<PriceListRowFragment, CustomerGroupPriceListSortField>;

const SHOWN_GROUPS = 4;

/** What is shown of each price list. */
export function usePriceListColumns(act: (action: PriceListAction) => void): PriceListColumn[] {
  const { t } = useTranslation("prices");
  const format = useFormat();
  const { nameOf } = useChannels();
  return useMemo(
    (): PriceListColumn[] => [
      {
        id: "name",
        header: t("column.name"),
        sortField: "NAME",
        cell: (list) => (
          <span className={styles.title}>
            <Link to={`/prices/${encodeURIComponent(list.id)}`} className={styles.name}>
              {list.name}
            </Link>
            <ProblemsBadge list={list} />
          </span>
        ),
      },
      {
        id: "code",
        header: t("column.code"),
        cell: (list) => <span className={styles.code}>{list.code}</span>,
      },
      {
        id: "groups",
        header: t("column.groups"),
        cell: ({ groups }) => (
          <span className={styles.chips}>
            {groups.slice(0, SHOWN_GROUPS).map((group) => (
              <GroupLink key={group.id} group={group} />
            ))}
            {groups.length > SHOWN_GROUPS ? (
              <span
                className="muted"
                title={groups
                  .slice(SHOWN_GROUPS)
                  .map((group) => group.name)
                  .join(", ")}
              >
                {t("moreGroups", { count: groups.length - SHOWN_GROUPS })}
              </span>
            ) : null}
          </span>
        ),
      },
      {
        id: "channels",
        header: t("column.channels"),
        cell: ({ channels, currency }) =>
          channels.length === 0 ? (
            <span className="muted">{t("everyChannel", { currency })}</span>
          ) : (
            format.list(channels.map(nameOf))
          ),
      },
      {
        id: "currency",
        header: t("column.currency"),
        cell: (list) => list.currency,
      },
      {
        id: "standing",
        header: t("column.standing"),
        cell: (list) => <StandingBadge list={list} />,
      },
      {
        id: "window",
        header: t("column.window"),
        cell: (list) => <Window list={list} format={format} />,
      },
      {
        id: "priority",
        header: t("column.priority"),
        sortField: "PRIORITY",
        isNumber: true,
        cell: (list) => format.number(list.priority),
      },
      {
        id: "count",
        header: t("column.count"),
        isNumber: true,
        cell: (list) => format.number(list.priceCount),
      },
      {
        id: "updated",
        header: t("column.updated"),
        sortField: "UPDATED_AT",
        cell: ({ updatedAt }) => (
          <time dateTime={updatedAt} title={format.instant(updatedAt)} className={styles.nowrap}>
            {format.ago(updatedAt)}
          </time>
        ),
      },
      {
        id: "actions",
        header: t("column.actions"),
        isHeaderHidden: true,
        isNumber: true,
        cell: (list) => <PriceListMenu list={list} act={act} />,
      },
    ],
    [t, format, nameOf, act],
  );
}

type WindowProps = {
  list: Pick<PriceListRowFragment, "startsAt" | "endsAt" | "campaign">;
  format: Format;
};

/** When a list is in force, by days; the instants where one looks closer. */
function Window({ list: { campaign, ...own }, format }: WindowProps) {
  const { t } = useTranslation("prices");
  const { startsAt, endsAt } = campaign ?? own;
  if (!startsAt && !endsAt) return <span className="muted">{t("always")}</span>;
  const instants = [startsAt, endsAt].map((each) => (each ? format.instant(each) : "…"));
  const start = startsAt ? format.date(startsAt) : "";
  const end = endsAt ? format.date(endsAt) : "";
  return (
    <span className={styles.nowrap} title={instants.join(" – ")}>
      {startsAt && endsAt
        ? t("window", { start, end })
        : startsAt
          ? t("from", { start })
          : t("until", { end })}
    </span>
  );
}
