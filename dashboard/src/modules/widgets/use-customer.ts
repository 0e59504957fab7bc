import type { UseQueryResult } from "@tanstack/react-query";

import { CustomerDocument, type CustomerQuery } from "@/api/generated/graphql";
import type { ApiError } from "@/api/client";
import { useApi } from "@/api/use-api";

type Options = {
  /** Whether to ask for the groups that he is near to, too. */
  hasNear?: boolean;
  refetchInterval?: number | false;
};

/** The customer with that id and his groups, since when and why; null where there is none. */
export function useCustomer(
  id: string | undefined,
  { hasNear = false, refetchInterval = false }: Options = {},
): UseQueryResult<CustomerQuery, ApiError> {
  return useApi(
    ["customer"],
    CustomerDocument,
    { id: id ?? "", near: hasNear },
    { enabled: id !== undefined, refetchInterval },
  );
}
