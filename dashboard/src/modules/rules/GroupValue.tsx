import { useState } from "react";
import { useTranslation } from "react-i18next";

import { GroupNamesDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { ColourDot } from "@/ui/Badge";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

type GroupValueProps = { code: string; onChange: (code: string) => void };

/** Another group, which a rule names by its code. */
export function GroupValue({ code, onChange }: GroupValueProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search, 200);
  const { data, isFetching } = useApi(
    ["groups", "names"],
    GroupNamesDocument,
    { where: { archived: false }, ...(wanted ? { search: wanted } : {}) },
    { keepsPrevious: true },
  );
  const groups = data?.customerGroups?.edges.map((edge) => edge.node) ?? [];
  return (
    <Picker
      label={t("rules.group")}
      choices={groups.map((group) => ({
        value: group.code,
        label: group.name,
        mark: <ColourDot colour={group.colour} />,
      }))}
      values={code === "" ? [] : [code]}
      isSingle
      isLoading={isFetching}
      nameOf={(value) => groups.find((group) => group.code === value)?.name ?? value}
      onSearch={setSearch}
      onChange={([next]) => onChange(next ?? "")}
    />
  );
}
