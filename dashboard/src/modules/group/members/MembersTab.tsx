import { Button } from "@/ui/macaw";
import { SearchX, Upload, UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type CustomerGroupMemberSortField,
  GroupMembersDocument,
  type GroupMembersQuery,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { CustomerName } from "@/modules/customers/CustomerName";
import { type Column, DataTable } from "@/ui/list/DataTable";
import { Filter } from "@/ui/list/Filter";
import { Pager } from "@/ui/list/Pager";
import { BulkBar, SearchField, Spring, Toolbar } from "@/ui/list/Toolbar";
import { useList } from "@/ui/list/use-list";
import { EmptyState, ErrorState } from "@/ui/States";

import styles from "../group.module.css";
import { useGroup } from "../GroupPage";
import { AddMembersDialog } from "./AddMembersDialog";
import { ExplainDialog } from "./ExplainDialog";
import { ImportDialog } from "./ImportDialog";
import { RemoveMembers } from "./RemoveMembers";

export type Member = NonNullable<
  NonNullable<GroupMembersQuery["customerGroup"]>["members"]
>["edges"][number]["node"];

const FILTERS = ["via"] as const;

/** Who is in the group, since when and why; and for manual ones, who comes in or goes. */
export function MembersTab() {
  const { t } = useTranslation();
  const group = useGroup();
  const list = useList<CustomerGroupMemberSortField>(FILTERS);
  const [selected, setSelected] = useState<string[]>([]);
  const [dialog, setDialog] = useState<"add" | "import" | "remove">();
  const [explained, setExplained] = useState<Member["customer"]>();
  const via = list.filter("via");
  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["group", group.id, "members"],
    GroupMembersDocument,
    {
      id: group.id,
      search: list.search,
      where: via.length > 0 ? { via: via as never } : null,
      sortBy: list.sort ?? null,
      ...list.page,
    },
    { keepsPrevious: true },
  );
  const members = data?.customerGroup?.members;
  const rows = useMemo(() => members?.edges.map((edge) => edge.node) ?? [], [members]);
  const columns = useMemberColumns(setExplained);
  const isEditable = group.kind === "MANUAL" && !group.isDefault && !group.archivedAt;
  const close = () => {
    setDialog(undefined);
    setSelected([]);
  };

  return (
    <>
      <Toolbar isTabbed>
        <SearchField label={t("members.search")} value={list.search} onChange={list.setSearch} />
        {group.children.length === 0 ? null : (
          <Filter
            isSingle
            label={t("members.via")}
            options={[
              { value: "OWN", label: t("via.OWN") },
              { value: "CHILD", label: t("via.CHILD") },
            ]}
            values={via}
            onChange={(values) => list.setFilter("via", values)}
          />
        )}
        <Spring />
        {isEditable ? (
          <>
            <Button type="button" variant="secondary" onClick={() => setDialog("import")}>
              <Upload size={16} aria-hidden />
              {t("members.import.open")}
            </Button>
            <Button type="button" onClick={() => setDialog("add")}>
              <UserPlus size={16} aria-hidden />
              {t("members.add.open")}
            </Button>
          </>
        ) : (
          <span className="muted">
            {t(group.isDefault ? "members.byDefinition" : "members.byRule")}
          </span>
        )}
      </Toolbar>
      <BulkBar count={selected.length} onClear={() => setSelected([])}>
        <Button type="button" variant="secondary" onClick={() => setDialog("remove")}>
          {t("members.remove.open")}
        </Button>
      </BulkBar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !isPending && rows.length === 0 ? (
        <EmptyState
          icon={list.isFiltered ? SearchX : Users}
          title={t(list.isFiltered ? "members.noResult" : "members.emptyTitle")}
        >
          {list.isFiltered
            ? t("members.noResultHelp")
            : t(isEditable ? "members.empty" : "members.emptyRule")}
        </EmptyState>
      ) : (
        <>
          <DataTable<Member, CustomerGroupMemberSortField>
            label={t("members.label", { name: group.name })}
            columns={columns}
            rows={rows}
            idOf={(member) => member.customer.id}
            nameOf={(member) => member.customer.name}
            sort={list.sort}
            onSort={list.setSort}
            isLoading={isPending}
            isStale={isPlaceholderData}
            {...(isEditable ? { selected, onSelect: setSelected } : {})}
          />
          <Pager list={list} info={members?.pageInfo} total={members?.totalCount} />
        </>
      )}
      {dialog === "add" ? <AddMembersDialog group={group} onClose={close} /> : null}
      {dialog === "import" ? <ImportDialog group={group} onClose={close} /> : null}
      {dialog === "remove" ? (
        <RemoveMembers group={group} customers={selected} onClose={close} />
      ) : null}
      {explained === undefined ? null : (
        <ExplainDialog group={group} customer={explained} onClose={() => setExplained(undefined)} />
      )}
    </>
  );
}

function useMemberColumns(explain: (customer: Member["customer"]) => void) {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    (): Column<Member, CustomerGroupMemberSortField>[] => [
      {
        id: "customer",
        header: t("members.customer"),
        sortField: "NAME",
        cell: ({ customer }) => <CustomerName customer={customer} />,
      },
      {
        id: "since",
        header: t("members.since"),
        sortField: "SINCE",
        cell: ({ since }) =>
          since ? (
            <time dateTime={since} title={format.instant(since)}>
              {format.date(since)}
            </time>
          ) : (
            <span className="muted">{t("common.unknown")}</span>
          ),
      },
      {
        id: "via",
        header: t("members.via"),
        cell: ({ via }) => (via ? t(`via.${via}`) : ""),
      },
      {
        id: "why",
        header: t("members.why"),
        cell: ({ why }) => <div className={styles.why}>{why}</div>,
      },
      {
        id: "explain",
        header: t("members.explain"),
        isHeaderHidden: true,
        isNumber: true,
        cell: ({ customer }) => (
          <Button
            type="button"
            variant="tertiary"
            size="small"
            aria-label={t("members.explainOf", { name: customer.name })}
            onClick={() => explain(customer)}
          >
            {t("members.explain")}
          </Button>
        ),
      },
    ],
    [t, format, explain],
  );
}
