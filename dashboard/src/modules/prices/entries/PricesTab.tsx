import { CircleHelp, Pencil, Plus, SearchX, Tags } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { PricesDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { type Column, DataTable } from "@/ui/list/DataTable";
import { Filter } from "@/ui/list/Filter";
import { Pager } from "@/ui/list/Pager";
import { BulkBar, SearchField, Spring, Toolbar } from "@/ui/list/Toolbar";
import { useList } from "@/ui/list/use-list";
import { Button } from "@/ui/macaw";
import { EmptyState, ErrorState } from "@/ui/States";

import { usePriceList } from "../PriceListPage";
import { BreakLines } from "./BreakLines";
import { type Entry, keyOf } from "./breaks";
import { EditedPrice } from "./EditedPrice";
import styles from "./entries.module.css";
import { NewPrice } from "./NewPrice";
import { RemovePrices } from "./RemovePrices";
import { TargetName, useTargetName } from "./TargetName";

const FILTERS = ["kind"] as const;
const KINDS = ["VARIANT", "PRODUCT", "COLLECTION", "CATEGORY", "ALL"] as const;

/** What the list says, target by target, to change where it stands. */
export function PricesTab() {
  const { t } = useTranslation("prices");
  const list = usePriceList();
  const view = useList(FILTERS);
  const name = useTargetName();
  const [selected, setSelected] = useState<string[]>([]);
  const [edited, setEdited] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const kinds = view.filter("kind");
  const { data, error, isPending, isPlaceholderData, refetch } = useApi(
    ["prices", list.id, "entries"],
    PricesDocument,
    {
      id: list.id,
      search: view.search,
      kinds: kinds.length > 0 ? (kinds as never) : null,
      ...view.page,
    },
    { keepsPrevious: true },
  );
  const prices = data?.priceList?.prices;
  const rows = useMemo(() => prices?.edges.map((edge) => edge.node) ?? [], [prices]);
  const columns = useColumns(edited, setEdited);
  const chosen = rows.map((row) => row.target).filter((each) => selected.includes(keyOf(each)));

  return (
    <>
      <Toolbar isTabbed>
        <SearchField label={t("entry.search")} value={view.search} onChange={view.setSearch} />
        <Filter
          label={t("entry.kind")}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          values={kinds}
          onChange={(values) => view.setFilter("kind", values)}
        />
        <Spring />
        <Button type="button" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          <Plus size={16} aria-hidden />
          {t("entry.add")}
        </Button>
      </Toolbar>
      {isAdding ? <NewPrice list={list} onClose={() => setAdding(false)} /> : null}
      <BulkBar count={chosen.length} onClear={() => setSelected([])}>
        <Button type="button" variant="secondary" onClick={() => setRemoving(true)}>
          {t("entry.remove")}
        </Button>
      </BulkBar>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !isPending && rows.length === 0 ? (
        <EmptyState
          icon={view.isFiltered ? SearchX : Tags}
          title={t(view.isFiltered ? "entry.noResult" : "entry.emptyTitle")}
        >
          {t(view.isFiltered ? "entry.noResultHelp" : "entry.empty")}
        </EmptyState>
      ) : (
        <>
          <DataTable<Entry>
            label={t("entry.label", { name: list.name })}
            columns={columns}
            rows={rows}
            idOf={(row) => keyOf(row.target)}
            nameOf={(row) => name(row.target)}
            selected={selected}
            onSelect={setSelected}
            isLoading={isPending}
            isStale={isPlaceholderData}
          />
          <Pager list={view} info={prices?.pageInfo} total={prices?.totalCount} />
        </>
      )}
      {isRemoving ? (
        <RemovePrices
          list={list}
          targets={chosen}
          onClose={() => {
            setRemoving(false);
            setSelected([]);
          }}
        />
      ) : null}
    </>
  );
}

function useColumns(edited: string | undefined, edit: (key: string | undefined) => void) {
  const { t } = useTranslation("prices");
  const list = usePriceList();
  const navigate = useNavigate();
  const name = useTargetName();
  return useMemo(
    (): Column<Entry>[] => [
      {
        id: "target",
        header: t("entry.target"),
        cell: (entry) => <TargetName target={entry.target} />,
      },
      {
        id: "price",
        header: t("entry.price"),
        cell: (entry) =>
          edited === keyOf(entry.target) ? (
            <EditedPrice list={list} entry={entry} onClose={() => edit(undefined)} />
          ) : (
            <BreakLines breaks={entry.breaks} currency={list.currency} />
          ),
      },
      {
        id: "actions",
        header: t("column.actions"),
        isHeaderHidden: true,
        isNumber: true,
        cell: (entry) => {
          const { target } = entry;
          const key = keyOf(target);
          const query = new URLSearchParams({ variant: target.id ?? "" });
          if (list.channels[0]) query.set("channel", list.channels[0]);
          return edited === key ? null : (
            <span className={styles.actions}>
              {target.kind === "VARIANT" ? (
                <Button
                  type="button"
                  variant="tertiary"
                  size="small"
                  icon={<CircleHelp size={14} />}
                  aria-label={t("entry.explain", { name: target.name })}
                  onClick={() => void navigate(`/prices/explain?${query}`)}
                />
              ) : null}
              <Button
                type="button"
                variant="tertiary"
                size="small"
                icon={<Pencil size={14} />}
                aria-label={t("entry.edit", { name: name(target) })}
                onClick={() => edit(key)}
              />
            </span>
          );
        },
      },
    ],
    [t, list, navigate, name, edited, edit],
  );
}
