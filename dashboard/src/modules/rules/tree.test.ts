import { describe, expect, it } from "vitest";

import type { Node, RuleDocument } from "./document";
import { depth, leaves, saysSame, toDocument, toTree, type Tree } from "./tree";

const spends: Node = { fact: "lifetime_value", operator: "at_least", value: 1000, currency: "EUR" };
const orders: Node = { fact: "order_count", operator: "at_least", value: 3, within: { days: 90 } };
const staff: Node = { group: "staff" };

const UNCHANGED: [string, Node][] = [
  ["one condition", spends],
  ["one group", staff],
  ["not in a group", { not: staff }],
  ["a list of all", { all: [spends, orders] }],
  ["a list of any", { any: [spends, staff] }],
  ["lists in lists", { all: [spends, { any: [orders, { all: [spends, staff] }] }] }],
  ["a negated condition", { not: spends }],
  ["a negated list", { not: { any: [spends, orders] } }],
  ["negations inside a list", { all: [{ not: spends }, { not: { all: [orders, staff] } }] }],
  ["a double negation", { not: { not: { any: [spends, orders] } } }],
  ["a double negation of one condition", { all: [staff, { not: { not: spends } }] }],
  [
    "a target and a channel",
    {
      fact: "purchased",
      operator: "at_least",
      value: 1,
      target: { brand: ["Nike", "Puma"] },
      channel: "web",
    },
  ],
  ["a condition without a value", { fact: "country", operator: "is_known" }],
];

function documentOf(rule: Node): RuleDocument {
  return { version: 1, rule };
}

describe("a rule document", () => {
  it.each(UNCHANGED)("comes back as it was: %s", (_name, rule) => {
    expect(toDocument(toTree(documentOf(rule)))).toEqual(documentOf(rule));
  });

  it("loses only the list around a single condition", () => {
    expect(toDocument(toTree(documentOf({ all: [spends] }))).rule).toEqual(spends);
  });
});

describe("saysSame", () => {
  it("takes no notice of the ids that the builder adds", () => {
    const tree = toTree(documentOf({ all: [spends, orders] }));
    const withIds = { ...tree, id: "a", rules: tree.rules.map((rule) => ({ ...rule, id: "b" })) };
    expect(saysSame(tree, withIds as Tree)).toBe(true);
  });

  it("tells another order of conditions apart", () => {
    const one = toTree(documentOf({ all: [spends, orders] }));
    const other = toTree(documentOf({ all: [orders, spends] }));
    expect(saysSame(one, other)).toBe(false);
  });
});

describe("leaves and depth", () => {
  it("finds every leaf in reading order", () => {
    const tree = toTree(documentOf({ all: [spends, { any: [orders, staff] }] }));
    expect(leaves(tree).map((leaf) => leaf.field)).toEqual([
      "lifetime_value",
      "order_count",
      "group",
    ]);
  });

  it("counts lists and their negations", () => {
    expect(depth(toTree(documentOf({ all: [spends, orders] })))).toBe(1);
    expect(depth(toTree(documentOf({ all: [spends, { not: { any: [orders, staff] } }] })))).toBe(3);
  });
});
