import { useMemo } from "react";

import type { ApiError } from "@/api/client";
import {
  type GroupNameFragment,
  GroupNamesDocument,
  RuleFactsDocument,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";

import type { Fact, FactsByName } from "./shapes";

export type Vocabulary = {
  facts: readonly Fact[];
  byName: FactsByName;
  groups: readonly GroupNameFragment[];
  groupName: (code: string) => string | undefined;
  /** Where the shop's days begin. */
  timeZone: string;
  /** Of conditions that name none, where there is one. */
  currency: string | undefined;
};

const NOTHING: readonly never[] = [];

/** What a rule of this shop can be made of; undefined while it is loaded. */
export function useVocabulary(): { vocabulary: Vocabulary | undefined; error: ApiError | null } {
  const facts = useApi(["rule-facts"], RuleFactsDocument, {}, { staleTime: 300_000 });
  // The names that a sentence most often needs; the picker asks for others.
  const groups = useApi(["groups", "names"], GroupNamesDocument, { where: { archived: false } });
  const vocabulary = useMemo(() => {
    if (!facts.data) return undefined;
    const found = facts.data.ruleFacts ?? [];
    const named = groups.data?.customerGroups?.edges.map((edge) => edge.node) ?? NOTHING;
    const names = new Map(named.map((group) => [group.code, group.name]));
    return {
      facts: found,
      byName: new Map(found.map((fact) => [fact.name, fact])),
      groups: named,
      groupName: (code: string) => names.get(code),
      timeZone: facts.data.customerGroupShop?.timeZone ?? "UTC",
      currency: facts.data.customerGroupShop?.currency ?? undefined,
    };
  }, [facts.data, groups.data]);
  return { vocabulary, error: facts.error };
}
