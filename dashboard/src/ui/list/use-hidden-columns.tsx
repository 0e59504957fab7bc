import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "./DataTable";
import { Filter } from "./Filter";

type HiddenColumns = { names: string[]; picker: ReactNode };

/** Which columns the merchant does without, in this browser; and where to choose them. */
export function useHiddenColumns<Row, SortField extends string>(
  list: string,
  columns: readonly Column<Row, SortField>[],
  hiddenAtFirst: readonly string[] = [],
): HiddenColumns {
  const { t } = useTranslation();
  const key = `customer-groups.hidden-columns.${list}`;
  const [names, setNames] = useState<string[]>(() => read(key) ?? [...hiddenAtFirst]);
  const choosable = columns.slice(1).filter((column) => !column.isHeaderHidden);
  return {
    names,
    picker: (
      <Filter
        label={t("list.columns")}
        isQuiet
        options={choosable.map(({ id, header }) => ({ value: id, label: header }))}
        values={choosable.map(({ id }) => id).filter((id) => !names.includes(id))}
        onChange={(shown) => {
          const next = choosable.map(({ id }) => id).filter((id) => !shown.includes(id));
          localStorage.setItem(key, JSON.stringify(next));
          setNames(next);
        }}
      />
    ),
  };
}

function read(key: string): string[] | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return Array.isArray(found) ? found.filter((name) => typeof name === "string") : undefined;
  } catch {
    return undefined;
  }
}
