import { expect, it } from "vitest";

import type { Node } from "./document";
import { placesOf } from "./problem-places";
import { toTree } from "./tree";

const leaf: Node = { fact: "order_count", operator: "at_least", value: 1 };

function place(path: string, rule: Node): string | undefined {
  const places = placesOf([{ path, message: "wrong" }], toTree({ version: 1, rule }));
  return [...places.keys()][0];
}

it.each<[string, Node, string]>([
  ["rule.value", leaf, "0"],
  ["rule.all[1].value", { all: [leaf, leaf] }, "1"],
  ["rule.all[1].any[0].operator", { all: [leaf, { any: [leaf, leaf] }] }, "1.0"],
  ["rule.all[1].not.any[1].value[3]", { all: [leaf, { not: { any: [leaf, leaf] } }] }, "1.1"],
  ["rule.all[0].not.value", { all: [{ not: leaf }, leaf] }, "0.0"],
  ["rule.all[10].value", { all: Array<Node>(12).fill(leaf) }, "10"],
])("finds the condition at %s", (path, rule, expected) => {
  expect(place(path, rule)).toBe(expected);
});

it("tells nothing of a list at a condition", () => {
  expect(place("rule.all", { all: [leaf, leaf] })).toBeUndefined();
});
