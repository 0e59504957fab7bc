import { History, SearchX } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { GroupHistoryDocument, type GroupHistoryQuery } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { CustomerName } from "@/modules/customers/CustomerName";
import { Badge } from "@/ui/Badge";
import { type Column, DataTable } from "@/ui/list/DataTable";
import { Filter } from "@/ui/list/Filter";
import { Pager } from "@/ui/list/Pager";
import { Toolbar } from "@/ui/list/Toolbar";
import { useList } from "@/ui/list/use-list";
import { EmptyState, ErrorState } from "@/ui/States";

import { useGroup } from "./GroupPage";

const FILTERS = ["change", "cause"] as const;
const CAUSES = ["RULE", "EVENT", "TIME", "STAFF", "IMPORT", "CUSTOMER", "ARCHIVE"] as const;

type Entry = NonNullable<
  NonNullable<GroupHistoryQuery["customerGroup"]>["history"]
>["edges"][number]["node"];

/** Who joined and left, when and why. */
export function HistoryTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const group = useGroup();
  const list = useList(FILTERS);
  const [change] = list.filter("change");
  const causes = list.filter("cause");
  const where = {
    ...(change ? { change: change as never } : {}),
    ...(causes.length > 0 ? { cause: causes as never } : {}),
  };
  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["group", group.id, "history"],
    GroupHistoryDocument,
    { id: group.id, where, ...list.page },
    { keepsPrevious: true },
  );
  const history = data?.customerGroup?.history;
  const rows = useMemo(() => history?.edges.map((edge) => edge.node) ?? [], [history]);
  const columns = useMemo(
    (): Column<Entry>[] => [
      {
        id: "at",
        header: t("group.history.at"),
        cell: (entry) => <time dateTime={entry.at}>{format.instant(entry.at)}</time>,
      },
      {
        id: "change",
        header: t("group.history.change"),
        cell: (entry) => (
          <Badge tone={entry.change === "JOINED" ? "success" : "neutral"}>
            {t(`change.${entry.change}`)}
          </Badge>
        ),
      },
      {
        id: "customer",
        header: t("group.history.customer"),
        cell: (entry) => <CustomerName customer={entry.customer} />,
      },
      {
        id: "cause",
        header: t("group.history.cause"),
        cell: (entry) =>
          entry.cause === "RULE"
            ? t("group.history.byRule", { revision: format.number(entry.revision) })
            : t(`cause.${entry.cause}`),
      },
      { id: "actor", header: t("group.history.actor"), cell: (entry) => entry.actor },
    ],
    [t, format],
  );

  return (
    <>
      <Toolbar isTabbed>
        <Filter
          isSingle
          label={t("group.history.change")}
          options={[
            { value: "JOINED", label: t("change.JOINED") },
            { value: "LEFT", label: t("change.LEFT") },
          ]}
          values={change ? [change] : []}
          onChange={(values) => list.setFilter("change", values)}
        />
        <Filter
          label={t("group.history.cause")}
          options={CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))}
          values={causes}
          onChange={(values) => list.setFilter("cause", values)}
        />
      </Toolbar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !isPending && rows.length === 0 ? (
        <EmptyState
          icon={list.isFiltered ? SearchX : History}
          title={t(list.isFiltered ? "group.history.noResult" : "group.history.emptyTitle")}
        >
          {group.isDefault ? t("group.history.default") : t("group.history.empty")}
        </EmptyState>
      ) : (
        <>
          <DataTable
            label={t("group.tab.history")}
            columns={columns}
            rows={rows}
            idOf={(entry) => `${entry.at} ${entry.customer.id} ${entry.change}`}
            isLoading={isPending}
            isStale={isPlaceholderData}
          />
          <Pager list={list} info={history?.pageInfo} total={history?.totalCount} />
        </>
      )}
    </>
  );
}
