import {
  type ColumnDef,
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { Checkbox, Skeleton } from "@/ui/macaw";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cx } from "../cx";
import styles from "./DataTable.module.css";
import type { Direction, Sort } from "./use-list";

export type Column<Row, SortField extends string = never> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  sortField?: SortField;
  /** Numbers stand at the end of their cell. */
  isNumber?: boolean;
  /** What can be done with the row: always in sight, the heading for screen readers only. */
  isHeaderHidden?: boolean;
};

type DataTableProps<Row, SortField extends string> = {
  label: string;
  columns: readonly Column<Row, SortField>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** What a row is called where it is selected. */
  nameOf?: (row: Row) => string;
  hidden?: readonly string[];
  sort?: Sort<SortField> | undefined;
  onSort?: (sort: Sort<SortField> | undefined) => void;
  selected?: readonly string[];
  onSelect?: (ids: string[]) => void;
  isLoading?: boolean;
  /** Shows what is there while something newer is under way. */
  isStale?: boolean;
  skeletonRows?: number;
};

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });

/** A table of one page of rows; sorting and paging are the server's. */
export function DataTable<Row extends object, SortField extends string = never>(
  props: DataTableProps<Row, SortField>,
) {
  const { t } = useTranslation();
  const { columns, rows, idOf, hidden, selected, onSelect, sort, onSort } = props;
  const data = useMemo(() => [...rows], [rows]);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(
    () =>
      // Cells are drawn below: as the table's own they would lose what is open in them,
      // such as a menu, whenever the columns change.
      columns.map(({ id, header }): ColumnDef<typeof features, Row> => ({ id, header })),
    [columns],
  );
  const rowSelection = useMemo(
    (): RowSelectionState => Object.fromEntries((selected ?? []).map((id) => [id, true])),
    [selected],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries((hidden ?? []).map((id) => [id, false])),
    [hidden],
  );
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: idOf,
    enableRowSelection: onSelect !== undefined,
    state: { rowSelection, columnVisibility },
    onRowSelectionChange: (change) => {
      const next = typeof change === "function" ? change(rowSelection) : change;
      onSelect?.(Object.keys(next).filter((id) => next[id]));
    },
  });

  const found = table.getRowModel().rows;
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const isAll = found.length > 0 && table.getIsAllRowsSelected();

  return (
    <div className={styles.scroll}>
      <table
        className={cx(styles.table, props.isStale && styles.stale)}
        aria-label={props.label}
        aria-busy={Boolean(props.isLoading) || Boolean(props.isStale)}
      >
        <thead>
          <tr>
            {onSelect === undefined ? null : (
              <th scope="col" className={styles.select}>
                <Checkbox
                  checked={isAll ? true : table.getIsSomeRowsSelected() ? "indeterminate" : false}
                  onCheckedChange={(checked) => table.toggleAllRowsSelected(checked === true)}
                >
                  <span className="visually-hidden">{t("list.selectAll")}</span>
                </Checkbox>
              </th>
            )}
            {headers.map((header) => {
              const column = byId.get(header.column.id);
              if (column === undefined) return null;
              const direction =
                sort && sort.field === column.sortField ? sort.direction : undefined;
              return (
                <th
                  key={header.id}
                  scope="col"
                  className={classOf(column)}
                  aria-sort={
                    column.sortField === undefined
                      ? undefined
                      : direction === undefined
                        ? "none"
                        : direction === "ASC"
                          ? "ascending"
                          : "descending"
                  }
                >
                  {column.sortField === undefined || onSort === undefined ? (
                    <span className={column.isHeaderHidden ? "visually-hidden" : undefined}>
                      {column.header}
                    </span>
                  ) : (
                    <SortButton
                      label={column.header}
                      direction={direction}
                      onClick={() => onSort(nextSort(column.sortField, direction))}
                    />
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {props.isLoading
            ? Array.from({ length: props.skeletonRows ?? 8 }, (_, index) => (
                <tr key={index} aria-hidden>
                  {onSelect === undefined ? null : <td className={styles.select} />}
                  {headers.map((header) => (
                    <td key={header.id}>
                      <Skeleton height={4} width="100%" />
                    </td>
                  ))}
                </tr>
              ))
            : found.map((row) => (
                <tr key={row.id} className={cx(row.getIsSelected() && styles.selected)}>
                  {onSelect === undefined ? null : (
                    <td className={styles.select}>
                      <Checkbox
                        checked={row.getIsSelected()}
                        onCheckedChange={(checked) => row.toggleSelected(checked === true)}
                      >
                        <span className="visually-hidden">
                          {t("list.select", { name: props.nameOf?.(row.original) ?? row.id })}
                        </span>
                      </Checkbox>
                    </td>
                  )}
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} className={classOf(byId.get(cell.column.id))}>
                      {byId.get(cell.column.id)?.cell(row.original)}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf(column: { isNumber?: boolean; isHeaderHidden?: boolean } | undefined): string {
  return cx(column?.isNumber && styles.number, column?.isHeaderHidden && styles.pinned);
}

/** Up, then down, then not at all. */
function nextSort<SortField extends string>(
  field: SortField | undefined,
  direction: Direction | undefined,
): Sort<SortField> | undefined {
  if (field === undefined || direction === "DESC") return undefined;
  return { field, direction: direction === "ASC" ? "DESC" : "ASC" };
}

type SortButtonProps = { label: string; direction: Direction | undefined; onClick: () => void };

function SortButton({ label, direction, onClick }: SortButtonProps) {
  const Icon = direction === "ASC" ? ArrowUp : direction === "DESC" ? ArrowDown : ArrowUpDown;
  return (
    <button type="button" className={styles.sort} onClick={onClick}>
      {label}
      <Icon size={12} aria-hidden className={cx(direction === undefined && styles.unsorted)} />
    </button>
  );
}
