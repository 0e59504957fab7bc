import type { UseQueryResult } from "@tanstack/react-query";

import { CustomerDocument, type CustomerQuery } from "@/api/generated/graphql";
import type { ApiError } from "@/api/client";
import { useApi } from "@/api/use-api";

/** The customer with that id and his groups, since when and why; null where there is none. */
export function useCustomer(
  id: string | undefined,
  refetchInterval: number | false = false,
): UseQueryResult<CustomerQuery, ApiError> {
  return useApi(
    ["customer"],
    CustomerDocument,
    { id: id ?? "" },
    { enabled: id !== undefined, refetchInterval },
  );
}
