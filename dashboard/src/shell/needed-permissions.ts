import type { CustomerGroupPermission } from "@/api/generated/graphql";

const NEEDED: [RegExp, CustomerGroupPermission[]][] = [
  [/\/prices\b/, ["MANAGE_PRODUCTS"]],
  [/\/(widgets\/voucher|popups\/promotion|campaigns)\b/, ["MANAGE_DISCOUNTS"]],
];

/** What a page asks for, by its path, where the Dashboard gives no token to ask the API. */
export function neededFor(path: string): CustomerGroupPermission[] {
  return NEEDED.find(([pattern]) => pattern.test(path))?.[1] ?? ["MANAGE_USERS"];
}
