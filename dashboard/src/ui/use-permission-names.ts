import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { CustomerGroupPermission } from "@/api/generated/graphql";
import { useFormat } from "@/i18n/use-format";

const KNOWN: readonly CustomerGroupPermission[] = [
  "MANAGE_USERS",
  "MANAGE_DISCOUNTS",
  "MANAGE_PRODUCTS",
  "MANAGE_ORDERS",
];

/** What the Dashboard calls the permissions, as they stand in a sentence. */
export function usePermissionNames(): (
  permissions: readonly CustomerGroupPermission[],
  isAny?: boolean,
) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (permissions, isAny = false) => {
      const names = permissions.map((each) =>
        t("permission.quoted", { name: t(`permission.${each}`) }),
      );
      return isAny ? format.anyOf(names) : format.list(names);
    },
    [t, format],
  );
}

/** The permissions that the API's refusal names, and whether any one of them is enough. */
export function readRefusal(message: string): {
  permissions: CustomerGroupPermission[];
  isAny: boolean;
} {
  return {
    permissions: KNOWN.filter((each) => message.includes(each)),
    isAny: message.includes("one of the following"),
  };
}
