import type { FactPartsFragment } from "@/api/generated/graphql";

type Given = Pick<FactPartsFragment, "name" | "type"> & Partial<FactPartsFragment>;

/** A fact as the API gives it, for tests. */
export function fact(given: Given, operators: readonly string[]): FactPartsFragment {
  return {
    label: given.name,
    help: "",
    origin: "",
    choices: [],
    targets: [],
    takesWithin: false,
    takesChannel: false,
    takesCurrency: given.type === "MONEY",
    suggestsValues: false,
    isDated: false,
    isSelfDeclared: false,
    ...given,
    operators: operators.map((name) => ({
      name,
      label: name,
      takesValue: !name.endsWith("known"),
      isTimeDependent: false,
    })),
  };
}

const NUMERIC = ["is", "is_not", "at_least", "at_most", "between", "is_known", "is_unknown"];
const TIMES = ["before", "on", "between", "in_the_last", "anniversary_in_the_next", "month_is"];

export const FACTS = new Map(
  [
    fact({ name: "lifetime_value", type: "MONEY", label: "Lifetime value" }, NUMERIC),
    fact({ name: "order_count", type: "COUNT", label: "Number of orders" }, NUMERIC),
    fact({ name: "country", type: "TEXT", label: "Country" }, ["is", "is_one_of", "is_known"]),
    fact(
      {
        name: "email_marketing",
        type: "CHOICE",
        label: "E-mail marketing",
        choices: ["subscribed"],
      },
      ["is", "is_one_of"],
    ),
    fact({ name: "is_staff", type: "FLAG", label: "Staff" }, ["is", "is_not"]),
    fact({ name: "last_order_at", type: "INSTANT", label: "Last order" }, TIMES),
    fact({ name: "birthdate", type: "DATE", label: "Birthdate" }, TIMES),
    fact({ name: "channels", type: "TEXT_SET", label: "Channels" }, ["includes_any"]),
    fact(
      { name: "purchased", type: "COUNT", label: "Purchased", targets: ["PRODUCT", "BRAND"] },
      NUMERIC,
    ),
  ].map((each) => [each.name, each]),
);
