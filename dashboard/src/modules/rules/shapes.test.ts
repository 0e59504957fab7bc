import { describe, expect, it } from "vitest";

import { FACTS } from "@/testing/facts";

import { defaultOperator, initialDetails, isComplete, shapeOf, tidy } from "./shapes";
import { GROUP_FIELD, IS_MEMBER, type Leaf, NO_FIELD, type Tree } from "./tree";

function treeOf(leaf: Leaf): Tree {
  return { combinator: "all", not: false, rules: [leaf] };
}

function tidied(leaf: Leaf): unknown {
  const [found] = tidy(treeOf(leaf), FACTS).rules;
  return (found as Leaf).value.value;
}

describe("the form of a value", () => {
  it.each([
    ["lifetime_value", "between", "numbers"],
    ["last_order_at", "between", "times"],
    ["last_order_at", "in_the_last", "window"],
    ["birthdate", "anniversary_in_the_next", "anniversary"],
    ["country", "is", "text"],
    ["country", "is_one_of", "texts"],
    ["email_marketing", "is", "choice"],
    ["email_marketing", "is_one_of", "choices"],
    ["is_staff", "is", "flag"],
    ["channels", "includes_any", "texts"],
    ["country", "is_known", "none"],
  ])("%s %s: %s", (name, operator, shape) => {
    expect(shapeOf(FACTS.get(name), operator)).toBe(shape);
  });
});

describe("a new condition", () => {
  it("begins with what one most often means", () => {
    expect(defaultOperator("last_order_at", FACTS)).toBe("in_the_last");
    expect(defaultOperator("country", FACTS)).toBe("is_one_of");
    expect(defaultOperator(GROUP_FIELD, FACTS)).toBe(IS_MEMBER);
  });

  it("asks for the first kind of item where it is about one", () => {
    expect(initialDetails("purchased", "at_least", FACTS)).toEqual({
      value: 1,
      target: { product: [] },
    });
  });
});

describe("another operator", () => {
  it("keeps a value of the same form", () => {
    expect(tidied({ field: "order_count", operator: "at_most", value: { value: 3 } })).toBe(3);
  });

  it("makes a list of a text, and the first of a list", () => {
    expect(tidied({ field: "country", operator: "is_one_of", value: { value: "DE" } })).toEqual([
      "DE",
    ]);
    expect(tidied({ field: "country", operator: "is", value: { value: ["DE", "AT"] } })).toBe("DE");
  });

  it("begins a span with a number", () => {
    expect(tidied({ field: "order_count", operator: "between", value: { value: 3 } })).toEqual({
      from: 3,
    });
  });

  it("drops what no longer fits", () => {
    const leaf = { field: "country", operator: "is_known", value: { value: ["DE"] } };
    expect(tidied(leaf)).toBeUndefined();
    expect(
      tidied({
        field: "birthdate",
        operator: "anniversary_in_the_next",
        value: { value: { hours: 4 } },
      }),
    ).toEqual({ days: 7 });
  });

  it("leaves a condition alone whose fact is not known any more", () => {
    expect(tidied({ field: "attribute:gone", operator: "is", value: { value: ["x"] } })).toEqual([
      "x",
    ]);
  });
});

describe("whether a condition is complete", () => {
  it.each<[string, Leaf, boolean]>([
    ["nothing chosen", { field: NO_FIELD, operator: "", value: {} }, false],
    ["no number", { field: "order_count", operator: "at_least", value: {} }, false],
    ["a number", { field: "order_count", operator: "at_least", value: { value: 0 } }, true],
    [
      "one end",
      { field: "order_count", operator: "between", value: { value: { from: 1 } } },
      false,
    ],
    ["an empty list", { field: "country", operator: "is_one_of", value: { value: [] } }, false],
    ["a blank text", { field: "country", operator: "is", value: { value: " " } }, false],
    [
      "no days",
      { field: "last_order_at", operator: "in_the_last", value: { value: { days: 0 } } },
      false,
    ],
    ["without a value", { field: "country", operator: "is_known", value: {} }, true],
    [
      "no item named",
      { field: "purchased", operator: "at_least", value: { value: 1, target: { brand: [] } } },
      false,
    ],
  ])("%s", (_name, leaf, expected) => {
    expect(isComplete(leaf, FACTS)).toBe(expected);
  });
});
