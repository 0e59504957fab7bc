import { CircleHelp, Plus, SearchX, Store, Tags } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import {
  type CustomerGroupPriceListSortField,
  type CustomerGroupPriceListWhereInput,
  type PriceListRowFragment,
  PriceListsDocument,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { GroupsFilter } from "@/modules/customers/GroupsFilter";
import { useSectionTabs } from "@/shell/sections";
import { DataTable } from "@/ui/list/DataTable";
import { Filter } from "@/ui/list/Filter";
import { Pager } from "@/ui/list/Pager";
import { BulkBar, SearchField, Spring, Toolbar } from "@/ui/list/Toolbar";
import { useHiddenColumns } from "@/ui/list/use-hidden-columns";
import { type ListState, useList } from "@/ui/list/use-list";
import { Button } from "@/ui/macaw";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState } from "@/ui/States";

import { ChannelPolicies } from "./ChannelPolicies";
import { type PriceListAction, PriceListActions } from "./PriceListActions";
import { usePriceListColumns } from "./price-list-columns";
import styles from "./prices.module.css";
import { useChannels } from "./use-channels";

const FILTERS = ["status", "channel", "currency", "group"] as const;
const STATUSES = ["DRAFT", "ACTIVE", "PAUSED", "ARCHIVED"] as const;
const HIDDEN_AT_FIRST = ["code", "updated"];
const DEFAULT_SORT = { field: "NAME", direction: "ASC" } as const;

/** Every price list of the shop, a page at a time. */
export function PriceListsPage() {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const tabs = useSectionTabs();
  const list = useList<CustomerGroupPriceListSortField>(FILTERS, DEFAULT_SORT);
  const [selected, setSelected] = useState<string[]>([]);
  const [action, setAction] = useState<PriceListAction>();
  const [isChoosing, setChoosing] = useState(false);

  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["prices"],
    PriceListsDocument,
    { where: whereOf(list), search: list.search, sortBy: list.sort ?? DEFAULT_SORT, ...list.page },
    { keepsPrevious: true },
  );
  const rows = useMemo(() => data?.priceLists?.edges.map((edge) => edge.node) ?? [], [data]);
  const lists = rows.filter((row) => selected.includes(row.id));
  const columns = usePriceListColumns(setAction);
  const hidden = useHiddenColumns("prices", columns, HIDDEN_AT_FIRST);
  const isEmpty = !isPending && rows.length === 0;

  const done = () => {
    setAction(undefined);
    setSelected([]);
  };

  return (
    <Page
      title={t("title")}
      tabs={tabs}
      tabsLabel={common("app.navigation")}
      actions={
        <>
          <Button
            type="button"
            variant="secondary"
            onClick={() => void navigate("/prices/explain")}
          >
            <CircleHelp size={16} aria-hidden />
            {t("explain")}
          </Button>
          <Button type="button" variant="secondary" onClick={() => setChoosing(true)}>
            <Store size={16} aria-hidden />
            {t("channels")}
          </Button>
          <Button type="button" onClick={() => void navigate("/prices/new")}>
            <Plus size={16} aria-hidden />
            {t("create")}
          </Button>
        </>
      }
    >
      <Toolbar isTabbed={tabs !== undefined}>
        <SearchField label={t("search")} value={list.search} onChange={list.setSearch} />
        <Filters list={list} />
        <Spring />
        {hidden.picker}
      </Toolbar>
      <div className={styles.filters}>
        <GroupsFilter
          label={t("filter.groups")}
          values={list.filter("group")}
          onChange={(values) => list.setFilter("group", values)}
        />
      </div>
      <BulkBar count={lists.length} onClear={() => setSelected([])}>
        <Button
          type="button"
          variant="secondary"
          onClick={() => setAction({ kind: "move", to: "ACTIVE", lists })}
        >
          {t("activate")}
        </Button>
        <Button
          type="button"
          variant="secondary"
          onClick={() => setAction({ kind: "move", to: "PAUSED", lists })}
        >
          {t("pause")}
        </Button>
        <Button
          type="button"
          variant="secondary"
          onClick={() => setAction({ kind: "delete", lists })}
        >
          {t("delete")}
        </Button>
      </BulkBar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isEmpty ? (
        <Empty list={list} />
      ) : (
        <>
          <DataTable<PriceListRowFragment, CustomerGroupPriceListSortField>
            label={t("label")}
            columns={columns}
            rows={rows}
            idOf={(row) => row.id}
            nameOf={(row) => row.name}
            hidden={hidden.names}
            sort={list.sort}
            onSort={list.setSort}
            selected={selected}
            onSelect={setSelected}
            isLoading={isPending}
            isStale={isPlaceholderData}
          />
          <Pager
            list={list}
            info={data?.priceLists?.pageInfo}
            total={data?.priceLists?.totalCount}
          />
        </>
      )}
      {action === undefined ? null : <PriceListActions action={action} onDone={done} />}
      {isChoosing ? <ChannelPolicies onClose={() => setChoosing(false)} /> : null}
    </Page>
  );
}

type Filtered = { list: ListState<CustomerGroupPriceListSortField> };

function Filters({ list }: Filtered) {
  const { t } = useTranslation("prices");
  const { channels, currencies } = useChannels();
  return (
    <>
      <Filter
        label={t("filter.status")}
        options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        values={list.filter("status")}
        onChange={(values) => list.setFilter("status", values)}
      />
      <Filter
        label={t("filter.channel")}
        options={channels.map(({ slug, name }) => ({ value: slug, label: name }))}
        values={list.filter("channel")}
        onChange={(values) => list.setFilter("channel", values)}
      />
      {currencies.length < 2 ? null : (
        <Filter
          label={t("filter.currency")}
          options={currencies.map((value) => ({ value, label: value }))}
          values={list.filter("currency")}
          onChange={(values) => list.setFilter("currency", values)}
        />
      )}
    </>
  );
}

function Empty({ list }: Filtered) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  if (list.isFiltered || !list.isFirstPage) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("noResultTitle")}
        action={
          <Button type="button" variant="secondary" onClick={list.clearFilters}>
            {common("list.clearFilters")}
          </Button>
        }
      >
        {t("noResult")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Tags}
      title={t("emptyTitle")}
      action={<Link to="/prices/new">{t("create")}</Link>}
    >
      {t("empty")}
    </EmptyState>
  );
}

/** What the filters in the address mean to the API. */
function whereOf({ filter }: Filtered["list"]): CustomerGroupPriceListWhereInput {
  const asked = {
    status: filter("status") as CustomerGroupPriceListWhereInput["status"],
    channels: filter("channel"),
    currencies: filter("currency"),
    groups: filter("group"),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, values]) => values?.length));
}
