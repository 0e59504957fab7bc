import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type CustomerGroupWhereInput, GroupNamesDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { ColourDot } from "@/ui/Badge";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

type GroupsFilterProps = {
  label: string;
  values: string[];
  onChange: (ids: string[]) => void;
  where?: CustomerGroupWhereInput;
  isSingle?: boolean;
  help?: string;
  placeholder?: string;
  error?: string | undefined;
};

/** Groups, found by their name. */
export function GroupsFilter(props: GroupsFilterProps) {
  const { label, values, onChange, where, isSingle = false, help, placeholder, error } = props;
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search, 200);
  const found = useApi(
    ["groups", "names"],
    GroupNamesDocument,
    { where: { archived: false, ...where }, ...(wanted ? { search: wanted } : {}) },
    { keepsPrevious: true },
  );
  const chosen = useApi(
    ["groups", "names"],
    GroupNamesDocument,
    { where: { ids: values } },
    { enabled: values.length > 0, keepsPrevious: true },
  );
  const groups = found.data?.customerGroups?.edges.map((edge) => edge.node) ?? [];
  const named = chosen.data?.customerGroups?.edges.map((edge) => edge.node) ?? [];
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => (
        <Picker
          id={ids.id}
          label={label}
          describedBy={ids.describedBy}
          isInvalid={ids.isInvalid}
          placeholder={placeholder ?? t("customers.filter.choose")}
          isSingle={isSingle}
          isLoading={found.isFetching}
          choices={groups.map((group) => ({
            value: group.id,
            label: group.name,
            mark: <ColourDot colour={group.colour} />,
          }))}
          values={values}
          nameOf={(id) => [...named, ...groups].find((group) => group.id === id)?.name ?? "…"}
          onSearch={setSearch}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
