import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import type { ApiError, Execute } from "@/api/client";
import { FindCustomerDocument, type FindCustomerQuery } from "@/api/generated/graphql";
import { useExecute } from "@/api/use-api";

type Found = NonNullable<FindCustomerQuery["customersByGroups"]>["edges"][number]["node"];

/** The customer with that id and his groups; null where there is none. */
export function useCustomer(id: string | undefined): UseQueryResult<Found | null, ApiError> {
  const execute = useExecute();
  return useQuery<Found | null, ApiError>({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => find(execute, id ?? "", signal),
    enabled: id !== undefined,
  });
}

/** Looks the customer up by the key that stands in the id. */
async function find(execute: Execute, id: string, signal: AbortSignal): Promise<Found | null> {
  const search = keyOf(id);
  let after: string | null = null;
  do {
    const answer: FindCustomerQuery = await execute(
      FindCustomerDocument,
      { search, after },
      signal,
    );
    const page = answer.customersByGroups;
    const found = page?.edges.find(({ node }) => node.id === id);
    if (found) return found.node;
    after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return null;
}

/** What stands behind the type in a global id, such as 12 in User:12. */
export function keyOf(id: string): string {
  const bytes = Uint8Array.from(atob(id), (letter) => letter.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  return text.slice(text.indexOf(":") + 1);
}
