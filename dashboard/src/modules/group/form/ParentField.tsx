import { useState } from "react";
import { useTranslation } from "react-i18next";

import { GroupNamesDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { ColourDot } from "@/ui/Badge";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

type ParentFieldProps = {
  value: string;
  without: string | undefined;
  problem: string | undefined;
  onChange: (id: string) => void;
};

/** The manual group whose members this one's are, too. */
export function ParentField({ value, without, problem, onChange }: ParentFieldProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search, 200);
  const { data, isFetching } = useApi(
    ["groups", "names"],
    GroupNamesDocument,
    {
      where: { archived: false, kind: { eq: "MANUAL" } },
      ...(wanted ? { search: wanted } : {}),
    },
    { keepsPrevious: true },
  );
  const chosen = useApi(
    ["groups", "names"],
    GroupNamesDocument,
    { where: { ids: [value] } },
    { enabled: value !== "" },
  );
  const found = data?.customerGroups?.edges.map((edge) => edge.node) ?? [];
  const named = chosen.data?.customerGroups?.edges.map((edge) => edge.node) ?? [];
  return (
    <Field
      label={t("group.form.parent")}
      help={t("group.form.parentHelp")}
      error={problem}
      isOptional={t("common.optional")}
    >
      {(ids) => (
        <Picker
          id={ids.id}
          label={t("group.form.parent")}
          describedBy={ids.describedBy}
          isInvalid={ids.isInvalid}
          isSingle
          isLoading={isFetching}
          choices={found
            .filter((group) => group.id !== without && !group.isDefault)
            .map((group) => ({
              value: group.id,
              label: group.name,
              mark: <ColourDot colour={group.colour} />,
            }))}
          values={value === "" ? [] : [value]}
          nameOf={(id) => [...named, ...found].find((group) => group.id === id)?.name ?? "…"}
          onSearch={setSearch}
          onChange={([id]) => onChange(id ?? "")}
        />
      )}
    </Field>
  );
}
