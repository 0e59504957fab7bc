import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export type Direction = "ASC" | "DESC";
export type Sort<SortField extends string> = { field: SortField; direction: Direction };
export type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor?: string | null;
  endCursor?: string | null;
};

export const SIZES = [20, 50, 100] as const;
const SIZE_KEY = "customer-groups.page-size";

export type PageVariables =
  { first: number; after: string | null } | { last: number; before: string };

export type ListState<SortField extends string> = {
  search: string;
  sort: Sort<SortField> | undefined;
  size: number;
  page: PageVariables;
  isFirstPage: boolean;
  /** A filter's values, by its name. */
  filter(name: string): string[];
  setSearch(text: string): void;
  setSort(sort: Sort<SortField> | undefined): void;
  setSize(size: number): void;
  setFilter(name: string, values: string[]): void;
  clearFilters(): void;
  isFiltered: boolean;
  goNext(info: PageInfo): void;
  goPrevious(info: PageInfo): void;
};

/** What a list shows, kept in the address: it survives Back, a reload and a shared link. */
export function useList<SortField extends string>(
  filters: readonly string[] = [],
  defaultSort?: Sort<SortField>,
): ListState<SortField> {
  const [params, setParams] = useSearchParams();

  const change = useCallback(
    (changes: Record<string, string | string[] | null>, keepsPlace = false) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          // Whatever changes the list begins it anew.
          if (!keepsPlace) for (const name of ["after", "before"]) next.delete(name);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const each of [value ?? []].flat()) if (each) next.append(name, each);
          }
          return next;
        },
        { replace: !keepsPlace },
      ),
    [setParams],
  );

  return useMemo(() => {
    const [field, direction] = (params.get("sort") ?? "").split(":");
    const size = readSize(params.get("rows") ?? localStorage.getItem(SIZE_KEY));
    const before = params.get("before");
    const after = params.get("after");
    const search = params.get("q") ?? "";
    return {
      search,
      sort:
        field && (direction === "ASC" || direction === "DESC")
          ? { field: field as SortField, direction }
          : defaultSort,
      size,
      page: before === null ? { first: size, after } : { last: size, before },
      isFirstPage: before === null && after === null,
      isFiltered: search !== "" || filters.some((name) => params.has(name)),
      filter: (name) => params.getAll(name),
      setSearch: (text) => change({ q: text }),
      setSort: (sort) => change({ sort: sort ? `${sort.field}:${sort.direction}` : null }),
      setSize: (next) => {
        localStorage.setItem(SIZE_KEY, String(next));
        change({ rows: String(next) });
      },
      setFilter: (name, values) => change({ [name]: values }),
      clearFilters: () => change({ q: null, ...Object.fromEntries(filters.map((n) => [n, null])) }),
      goNext: (info) => change({ before: null, after: info.endCursor ?? null }, true),
      goPrevious: (info) => change({ after: null, before: info.startCursor ?? null }, true),
    };
  }, [params, change, filters, defaultSort]);
}

function readSize(text: string | null): number {
  return SIZES.find((size) => String(size) === text) ?? SIZES[0];
}
