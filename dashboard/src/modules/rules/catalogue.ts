import { GROUP_FIELD } from "./tree";
import type { Fact } from "./shapes";

/** The headings that facts stand under, in the order in which they are shown. */
export const HEADINGS = [
  "orders",
  "products",
  "activity",
  "customer",
  "address",
  "consent",
  "groups",
  "attributes",
  "other",
] as const;
export type Heading = (typeof HEADINGS)[number];

const MEMBERS: Partial<Record<Heading, readonly string[]>> = {
  orders: [
    "lifetime_value",
    "order_count",
    "average_order_value",
    "last_order_at",
    "first_order_at",
    "units_bought",
    "average_units_per_order",
    "largest_order_units",
    "refunded_value",
    "rank",
    "channels",
    "voucher_codes_used",
  ],
  products: ["purchased"],
  activity: [
    "viewed",
    "searched",
    "added_to_cart",
    "added_to_wishlist",
    "open_checkout_at",
    "open_checkout_value",
  ],
  customer: [
    "joined_at",
    "birthdate",
    "age",
    "gender",
    "language",
    "email_domain",
    "customer_type",
    "is_registered",
    "is_staff",
  ],
  address: ["country", "state", "city", "postal_code"],
  consent: ["email_marketing", "sms_marketing", "phone_marketing", "post_marketing"],
  groups: [GROUP_FIELD],
};

export function headingOf(name: string): Heading {
  if (name.startsWith("attribute:")) return "attributes";
  return HEADINGS.find((heading) => MEMBERS[heading]?.includes(name)) ?? "other";
}

/** Facts under their headings, the most used first; headings without facts are left out. */
export function grouped(facts: readonly Fact[]): { heading: Heading; facts: Fact[] }[] {
  return HEADINGS.map((heading) => {
    const order = MEMBERS[heading] ?? [];
    const found = facts.filter((fact) => headingOf(fact.name) === heading);
    return {
      heading,
      facts: found.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name)),
    };
  }).filter(({ facts: found }) => found.length > 0);
}
