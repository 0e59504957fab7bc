import { Button } from "@/ui/macaw";
import { Download, SearchX, UserMinus, UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type CustomerGroupCustomerSortField,
  CustomersDocument,
  type CustomersQuery,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { GroupLink } from "@/modules/groups/GroupLink";
import { useSectionTabs } from "@/shell/sections";
import { type Column, DataTable } from "@/ui/list/DataTable";
import { Pager } from "@/ui/list/Pager";
import { BulkBar, SearchField, Spring, Toolbar } from "@/ui/list/Toolbar";
import { useList } from "@/ui/list/use-list";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState } from "@/ui/States";

import { CustomerName } from "./CustomerName";
import styles from "./customers.module.css";
import { GroupsFilter } from "./GroupsFilter";
import { MoveCustomers } from "./MoveCustomers";
import { useCustomerExport } from "./use-customer-export";

export type Customer = NonNullable<CustomersQuery["customersByGroups"]>["edges"][number]["node"];

const FILTERS = ["any", "all", "none"] as const;
const SHOWN_GROUPS = 6;

/** Customers by the groups that they are in; the Dashboard's own list has no such column. */
export function CustomersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const tabs = useSectionTabs();
  const list = useList<CustomerGroupCustomerSortField>(FILTERS);
  const [selected, setSelected] = useState<string[]>([]);
  const [moving, setMoving] = useState<"add" | "remove">();
  const asked = {
    any: list.filter("any"),
    all: list.filter("all"),
    none: list.filter("none"),
    search: list.search,
  };
  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["customers"],
    CustomersDocument,
    { ...asked, sortBy: list.sort ?? null, ...list.page },
    { keepsPrevious: true },
  );
  const page = data?.customersByGroups;
  const rows = useMemo(() => page?.edges.map((edge) => edge.node) ?? [], [page]);
  const columns = useColumns();
  const download = useCustomerExport(asked);
  const isEmpty = !isPending && rows.length === 0;

  return (
    <Page
      title={t("customers.title")}
      tabs={tabs}
      tabsLabel={t("app.navigation")}
      actions={
        <Button
          type="button"
          variant="secondary"
          disabled={download.count !== undefined || rows.length === 0}
          onClick={() => void download.start()}
        >
          <Download size={16} aria-hidden />
          {download.count === undefined
            ? t("customers.export")
            : t("customers.exporting", {
                done: format.number(download.count),
                total: format.number(page?.totalCount ?? 0),
              })}
        </Button>
      }
    >
      <Toolbar isTabbed={tabs !== undefined}>
        <SearchField label={t("customers.search")} value={list.search} onChange={list.setSearch} />
        <Spring />
        {list.isFiltered ? (
          <Button type="button" variant="tertiary" onClick={list.clearFilters}>
            {t("list.clearFilters")}
          </Button>
        ) : null}
      </Toolbar>
      <div className={styles.filters}>
        {FILTERS.map((name) => (
          <GroupsFilter
            key={name}
            label={t(`customers.filter.${name}`)}
            values={list.filter(name)}
            onChange={(values) => list.setFilter(name, values)}
          />
        ))}
      </div>
      <BulkBar count={selected.length} onClear={() => setSelected([])}>
        <Button type="button" variant="secondary" onClick={() => setMoving("add")}>
          <UserPlus size={16} aria-hidden />
          {t("customers.addTo")}
        </Button>
        <Button type="button" variant="secondary" onClick={() => setMoving("remove")}>
          <UserMinus size={16} aria-hidden />
          {t("customers.removeFrom")}
        </Button>
      </BulkBar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isEmpty ? (
        <EmptyState
          icon={list.isFiltered ? SearchX : Users}
          title={t(list.isFiltered ? "customers.noResult" : "customers.emptyTitle")}
        >
          {t(list.isFiltered ? "customers.noResultHelp" : "customers.empty")}
        </EmptyState>
      ) : (
        <>
          <DataTable<Customer, CustomerGroupCustomerSortField>
            label={t("customers.title")}
            columns={columns}
            rows={rows}
            idOf={(customer) => customer.id}
            nameOf={(customer) => customer.name}
            sort={list.sort}
            onSort={list.setSort}
            selected={selected}
            onSelect={setSelected}
            isLoading={isPending}
            isStale={isPlaceholderData}
          />
          <Pager list={list} info={page?.pageInfo} total={page?.totalCount} />
        </>
      )}
      {moving === undefined ? null : (
        <MoveCustomers
          kind={moving}
          customers={selected}
          onClose={() => setMoving(undefined)}
          onDone={() => setSelected([])}
        />
      )}
    </Page>
  );
}

function useColumns() {
  const { t } = useTranslation();
  return useMemo(
    (): Column<Customer, CustomerGroupCustomerSortField>[] => [
      {
        id: "name",
        header: t("customers.name"),
        sortField: "NAME",
        cell: (customer) => <CustomerName customer={customer} isShort />,
      },
      { id: "email", header: t("customers.email"), sortField: "EMAIL", cell: ({ email }) => email },
      {
        id: "groups",
        header: t("customers.groups"),
        cell: ({ groups }) => (
          <span className={styles.groups}>
            {groups.slice(0, SHOWN_GROUPS).map(({ group }) => (
              <GroupLink key={group.id} group={group} />
            ))}
            {groups.length > SHOWN_GROUPS ? (
              <span
                className="muted"
                title={groups
                  .slice(SHOWN_GROUPS)
                  .map(({ group }) => group.name)
                  .join(", ")}
              >
                {t("customers.moreGroups", { count: groups.length - SHOWN_GROUPS })}
              </span>
            ) : null}
          </span>
        ),
      },
    ],
    [t],
  );
}
