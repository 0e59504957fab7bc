import { Button } from "@/ui/macaw";
import { Layers, Plus, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import {
  type CustomerGroupSortField,
  type CustomerGroupWhereInput,
  type GroupRowFragment,
  GroupsDocument,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useSectionTabs } from "@/shell/sections";
import { DataTable } from "@/ui/list/DataTable";
import { Pager } from "@/ui/list/Pager";
import { BulkBar, SearchField, Spring, Toolbar } from "@/ui/list/Toolbar";
import { type ListState, useList } from "@/ui/list/use-list";
import { useHiddenColumns } from "@/ui/list/use-hidden-columns";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState } from "@/ui/States";

import { type GroupAction, GroupActions } from "./GroupActions";
import { GroupFilters } from "./GroupFilters";
import { useGroupColumns } from "./group-columns";
import { canArchive, canDelete } from "./permits";

const FILTERS = ["kind", "visibility", "archive", "size"] as const;
const HIDDEN_AT_FIRST = ["updated"];
const DEFAULT_SORT = { field: "NAME", direction: "ASC" } as const;

/** Every group of the shop, a page at a time. */
export function GroupsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tabs = useSectionTabs();
  const list = useList<CustomerGroupSortField>(FILTERS, DEFAULT_SORT);
  const [selected, setSelected] = useState<string[]>([]);
  const [action, setAction] = useState<GroupAction>();

  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["groups"],
    GroupsDocument,
    { where: whereOf(list), search: list.search, sortBy: list.sort ?? DEFAULT_SORT, ...list.page },
    { keepsPrevious: true },
  );
  const rows = useMemo(() => data?.customerGroups?.edges.map((edge) => edge.node) ?? [], [data]);
  const chosen = rows.filter((row) => selected.includes(row.id));
  const columns = useGroupColumns(rows, setAction);
  const hidden = useHiddenColumns("groups", columns, HIDDEN_AT_FIRST);
  const isEmpty = !isPending && rows.length === 0;

  const done = () => {
    setAction(undefined);
    setSelected([]);
  };

  return (
    <Page
      title={t("groups.title")}
      tabs={tabs}
      tabsLabel={t("app.navigation")}
      actions={
        <Button type="button" onClick={() => void navigate("/groups/new")}>
          <Plus size={16} aria-hidden />
          {t("groups.create")}
        </Button>
      }
    >
      <Toolbar isTabbed={tabs !== undefined}>
        <SearchField label={t("groups.search")} value={list.search} onChange={list.setSearch} />
        <GroupFilters list={list} />
        <Spring />
        {hidden.picker}
      </Toolbar>
      <BulkBar count={chosen.length} onClear={() => setSelected([])}>
        <Button
          type="button"
          variant="secondary"
          disabled={!chosen.every(canArchive)}
          onClick={() => setAction({ kind: "archive", groups: chosen })}
        >
          {t("groups.archive")}
        </Button>
        <Button
          type="button"
          variant="secondary"
          disabled={!chosen.every(canDelete)}
          onClick={() => setAction({ kind: "delete", groups: chosen })}
        >
          {t("groups.delete")}
        </Button>
      </BulkBar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isEmpty ? (
        list.isFiltered || !list.isFirstPage ? (
          <EmptyState
            icon={SearchX}
            title={t("groups.noResultTitle")}
            action={
              <Button type="button" variant="secondary" onClick={list.clearFilters}>
                {t("list.clearFilters")}
              </Button>
            }
          >
            {t("groups.noResult")}
          </EmptyState>
        ) : (
          <EmptyState
            icon={Layers}
            title={t("groups.emptyTitle")}
            action={<Link to="/groups/new">{t("groups.fromTemplate")}</Link>}
          >
            {t("groups.empty")}
          </EmptyState>
        )
      ) : (
        <>
          <DataTable<GroupRowFragment, CustomerGroupSortField>
            label={t("groups.label")}
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
            info={data?.customerGroups?.pageInfo}
            total={data?.customerGroups?.totalCount}
          />
        </>
      )}
      {action === undefined ? null : <GroupActions action={action} onDone={done} />}
    </Page>
  );
}

const SIZES: Record<string, { gte?: number; lte?: number }> = {
  empty: { lte: 0 },
  small: { gte: 1, lte: 99 },
  medium: { gte: 100, lte: 9_999 },
  large: { gte: 10_000 },
};

/** What the filters in the address mean to the API. Archived groups are asked for. */
function whereOf(list: Pick<ListState<string>, "filter">): CustomerGroupWhereInput {
  const kinds = list.filter("kind");
  const visibilities = list.filter("visibility");
  const sizes = list.filter("size");
  return {
    archived: list.filter("archive").includes("archived"),
    ...(kinds.length > 0 ? { kind: { oneOf: kinds as never } } : {}),
    ...(visibilities.length > 0 ? { visibility: { oneOf: visibilities as never } } : {}),
    ...(sizes.length > 0
      ? { OR: sizes.map((size) => ({ memberCount: { range: SIZES[size] ?? {} } })) }
      : {}),
  };
}
