import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";

import type { ApiError } from "@/api/client";
import { PreviewRuleDocument, type PreviewRuleQuery } from "@/api/generated/graphql";
import { useExecute } from "@/api/use-api";
import { useDebounced } from "@/ui/use-debounced";

import { toDocument, type Tree } from "./tree";

/** Long enough to finish a word, short enough not to be waited for. */
const PAUSE_MS = 500;

export type RulePreview = NonNullable<PreviewRuleQuery["previewRule"]>;

/** What the rule would do, asked for once the editing pauses; nothing for no tree. */
export function usePreview(
  tree: Tree | undefined,
  groupId: string | undefined,
  audience: "CUSTOMERS" | "VISITORS" | "BOTH" | undefined,
): UseQueryResult<RulePreview | null, ApiError> {
  const execute = useExecute();
  const wanted = tree === undefined ? undefined : JSON.stringify(toDocument(tree));
  const settled = useDebounced(wanted, PAUSE_MS);
  return useQuery<RulePreview | null, ApiError>({
    queryKey: ["preview", settled, groupId, audience],
    queryFn: async ({ signal }) => {
      const rule: unknown = JSON.parse(settled ?? "null");
      const variables = { rule, group: groupId ?? null, audience: audience ?? null };
      return (await execute(PreviewRuleDocument, variables, signal)).previewRule ?? null;
    },
    // What is being typed would only be thrown away.
    enabled: settled !== undefined && settled === wanted,
    placeholderData: wanted === undefined ? undefined : keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}
