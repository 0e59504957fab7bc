import { type CustomerGroupPermission, RequesterDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";

export type Permissions = {
  /** Whether all of these are held. Until it is known, they are taken to be. */
  may(...wanted: CustomerGroupPermission[]): boolean;
  isKnown: boolean;
};

/** What whoever is signed in may do: what they may not is not offered. */
export function usePermissions(): Permissions {
  const { data, error } = useApi(["requester"], RequesterDocument, {}, { staleTime: Infinity });
  const held = data?.customerGroupRequester?.permissions ?? [];
  // Who holds none is refused even this.
  const isKnown = data !== undefined || error?.kind === "permission";
  return { isKnown, may: (...wanted) => !isKnown || wanted.every((each) => held.includes(each)) };
}
