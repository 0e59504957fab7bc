import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type CustomerGroupPriceTargetKind, PriceTargetsDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

import type { Target } from "./breaks";

type TargetPickerProps = {
  label: string;
  kind: CustomerGroupPriceTargetKind;
  value: string | undefined;
  /** What is called so that was not chosen here. */
  name?: string | undefined;
  error?: string | undefined;
  onChange: (target: Target | undefined) => void;
};

/** Something of that kind that the shop sells, found by its name, SKU or slug. */
export function TargetPicker(props: TargetPickerProps) {
  const { label, kind, value, error, onChange } = props;
  const { t } = useTranslation("prices");
  // Nothing is asked for until somebody is there to read it.
  const [search, setSearch] = useState<string>();
  const wanted = useDebounced(search, 250);
  const { data, isFetching } = useApi(
    ["targets"],
    PriceTargetsDocument,
    { search: wanted ?? "", kinds: [kind] },
    { enabled: wanted !== undefined, keepsPrevious: true },
  );
  const [chosen, setChosen] = useState<Target>();
  const found = (data?.priceTargets ?? []).filter((each) => each.kind === kind);
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <Picker
          id={ids.id}
          label={label}
          describedBy={ids.describedBy}
          isInvalid={ids.isInvalid}
          placeholder={t("entry.find")}
          isSingle
          isLoading={isFetching}
          choices={found.map((each) => ({
            value: each.id ?? "",
            label: each.name,
            count: each.code === each.name ? undefined : each.code,
          }))}
          values={value === undefined ? [] : [value]}
          nameOf={(id) =>
            [...found, chosen].find((each) => each?.id === id)?.name ?? props.name ?? "…"
          }
          onSearch={setSearch}
          onChange={([id]) => {
            const target = found.find((each) => each.id === id);
            setChosen(target);
            onChange(target);
          }}
        />
      )}
    </Field>
  );
}
