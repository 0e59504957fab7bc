import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { ApiError } from "@/api/client";
import { ValueSuggestionsDocument, type ValueSuggestionsQuery } from "@/api/generated/graphql";
import { useExecute } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

import type { TargetKind } from "./document";

type SuggestedProps = {
  label: string;
  fact: string;
  target?: TargetKind;
  values: readonly string[];
  isSingle?: boolean;
  /** Only what is suggested can be taken. */
  isClosed?: boolean;
  nameOf?: (value: string) => string;
  onChange: (values: string[]) => void;
};

/** Values from the shop's own data, each with how many customers have it. */
export function Suggested(props: SuggestedProps) {
  const execute = useExecute();
  const format = useFormat();
  // Nothing is asked for until somebody is there to read it.
  const [search, setSearch] = useState<string>();
  const wanted = useDebounced(search, 200);
  const target = props.target?.toUpperCase() as never;
  const { data, isFetching } = useQuery<ValueSuggestionsQuery, ApiError>({
    queryKey: ["value-suggestions", props.fact, target, wanted],
    queryFn: ({ signal }) =>
      execute(ValueSuggestionsDocument, { fact: props.fact, search: wanted, target }, signal),
    enabled: wanted !== undefined && props.fact !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const name = props.nameOf ?? ((value: string) => value);
  return (
    <Picker
      label={props.label}
      choices={(data?.valueSuggestions ?? []).map(({ value, count }) => ({
        value,
        label: props.fact === "country" ? `${value} · ${format.country(value)}` : name(value),
        count: typeof count === "number" ? format.number(count) : undefined,
      }))}
      values={props.values}
      isSingle={props.isSingle ?? false}
      isOpenEnded={!props.isClosed}
      isLoading={isFetching}
      nameOf={name}
      onSearch={setSearch}
      onChange={props.onChange}
    />
  );
}
