import { useState } from "react";

import { FindCustomersDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

type CustomerPickerProps = {
  label: string;
  help?: string;
  placeholder?: string;
  value: string | undefined;
  /** What the customer is called that was not chosen here. */
  name?: string | undefined;
  onChange: (id: string | undefined) => void;
};

type Named = { id: string; name: string };

/** One customer, found by name, e-mail or key. */
export function CustomerPicker(props: CustomerPickerProps) {
  const { label, value, onChange } = props;
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search.trim(), 250);
  const { data, isFetching } = useApi(
    ["customers", "find"],
    FindCustomersDocument,
    { search: wanted },
    { keepsPrevious: true },
  );
  const [chosen, setChosen] = useState<Named>();
  const found = (data?.customersByGroups?.edges ?? []).map(({ node }) => ({
    ...node,
    name: node.name || node.key,
  }));
  const nameOf = (id: string) =>
    [...found, chosen].find((each) => each?.id === id)?.name ?? props.name ?? "…";
  return (
    <Field label={label} help={props.help}>
      {(ids) => (
        <Picker
          id={ids.id}
          label={label}
          describedBy={ids.describedBy}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
          isSingle
          isLoading={isFetching}
          choices={found.map((each) => ({
            value: each.id,
            label: each.name,
            count: each.email,
          }))}
          values={value === undefined ? [] : [value]}
          nameOf={nameOf}
          onSearch={setSearch}
          onChange={([id]) => {
            setChosen(found.find((each) => each.id === id));
            onChange(id);
          }}
        />
      )}
    </Field>
  );
}
