import { useTranslation } from "react-i18next";

import { Filter } from "@/ui/list/Filter";
import type { ListState } from "@/ui/list/use-list";

type GroupFiltersProps = { list: Pick<ListState<string>, "filter" | "setFilter"> };

/** What groups can be filtered by. */
export function GroupFilters({ list }: GroupFiltersProps) {
  const { t } = useTranslation();
  return (
    <>
      <Filter
        label={t("groups.filter.kind")}
        options={[
          { value: "MANUAL", label: t("kind.MANUAL") },
          { value: "DYNAMIC", label: t("kind.DYNAMIC") },
        ]}
        values={list.filter("kind")}
        onChange={(values) => list.setFilter("kind", values)}
      />
      <Filter
        label={t("groups.filter.visibility")}
        options={[
          { value: "PRIVATE", label: t("visibility.PRIVATE") },
          { value: "PUBLIC", label: t("visibility.PUBLIC") },
        ]}
        values={list.filter("visibility")}
        onChange={(values) => list.setFilter("visibility", values)}
      />
      <Filter
        label={t("groups.filter.size")}
        options={[
          { value: "empty", label: t("groups.filter.sizeEmpty") },
          { value: "small", label: t("groups.filter.sizeSmall") },
          { value: "medium", label: t("groups.filter.sizeMedium") },
          { value: "large", label: t("groups.filter.sizeLarge") },
        ]}
        values={list.filter("size")}
        onChange={(values) => list.setFilter("size", values)}
      />
      <Filter
        isSingle
        label={t("groups.filter.archive")}
        options={[{ value: "archived", label: t("groups.filter.archived") }]}
        values={list.filter("archive")}
        onChange={(values) => list.setFilter("archive", values)}
      />
    </>
  );
}
