import {
  keepPreviousData,
  type QueryKey,
  useMutation,
  type UseMutationResult,
  useQuery,
  type UseQueryResult,
} from "@tanstack/react-query";
import { createContext, useContext } from "react";

import type { ApiError, Execute } from "./client";
import type { TypedDocumentString } from "./generated/graphql";

export const ExecuteContext = createContext<Execute | null>(null);

export function useExecute(): Execute {
  const execute = useContext(ExecuteContext);
  if (execute === null) throw new Error("useExecute is for what stands inside ExecuteContext.");
  return execute;
}

type Options = {
  enabled?: boolean;
  /** Shows the former page while the next one is loaded. */
  keepsPrevious?: boolean;
  staleTime?: number;
  refetchInterval?: number | false;
};

/** What the API answers, kept under the key and its variables. */
export function useApi<Result, Variables>(
  key: QueryKey,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { keepsPrevious = false, ...options }: Options = {},
): UseQueryResult<Result, ApiError> {
  const execute = useExecute();
  return useQuery<Result, ApiError>({
    queryKey: [...key, variables],
    queryFn: ({ signal }) => execute(document, variables, signal),
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
    ...options,
  });
}

/** A change by the API. */
export function useChange<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): UseMutationResult<Result, ApiError, Variables> {
  const execute = useExecute();
  return useMutation<Result, ApiError, Variables>({
    mutationFn: (variables) => execute(document, variables),
  });
}
