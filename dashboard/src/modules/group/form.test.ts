import { describe, expect, it } from "vitest";

import { createInput, emptyForm, formSchema, isChanged, updateInput } from "./form";

const rule = { field: "order_count", operator: "at_least", value: { value: 3 } };
const manual = { ...emptyForm(), name: "Friends" };
const dynamic = {
  ...emptyForm(),
  name: "Loyal",
  kind: "DYNAMIC" as const,
  tree: { ...emptyForm().tree, rules: [rule] },
};

function problems(values: unknown): string[] {
  return formSchema.safeParse(values).error?.issues.map((issue) => issue.path.join(".")) ?? [];
}

describe("what the form refuses", () => {
  it("takes a name and a kind", () => {
    expect(problems(manual)).toEqual([]);
    expect(problems(dynamic)).toEqual([]);
  });

  it("needs a name, and a rule for a dynamic group", () => {
    expect(problems({ ...manual, name: " " })).toEqual(["name"]);
    expect(problems({ ...dynamic, tree: emptyForm().tree })).toEqual(["tree"]);
  });

  it("needs a text that customers read before they join", () => {
    const open = { ...manual, visibility: "PUBLIC" };
    expect(problems(open)).toEqual(["subscribeTexts"]);
    expect(problems({ ...open, subscribeTexts: [{ language: "en", text: "Yes" }] })).toEqual([]);
  });

  it("knows codes and colours", () => {
    expect(problems({ ...manual, code: "Not a code", colour: "red" })).toEqual(["code", "colour"]);
  });
});

describe("what is sent", () => {
  it("leaves out what the kind does not have", () => {
    expect(createInput(dynamic)).not.toHaveProperty("visibility");
    expect(createInput(manual)).not.toHaveProperty("rule");
    expect(createInput(dynamic).rule).toEqual({
      version: 1,
      rule: { fact: "order_count", operator: "at_least", value: 3 },
    });
  });

  it("is only what was changed", () => {
    expect(updateInput(manual, { ...manual, colour: "#AABBCC" })).toEqual({ colour: "#aabbcc" });
    expect(updateInput(dynamic, { ...dynamic, name: "Loyal ones" })).toEqual({
      name: "Loyal ones",
    });
  });

  it("takes a text away by sending it empty", () => {
    const before = { ...manual, subscribeTexts: [{ language: "en", text: "Yes" }] };
    const after = { ...manual, subscribeTexts: [{ language: "tr", text: "Evet" }] };
    expect(updateInput(before, after).subscribeTexts).toEqual([
      { language: "tr", text: "Evet" },
      { language: "en", text: "" },
    ]);
  });

  it("takes a parent away by null", () => {
    expect(updateInput({ ...manual, parent: "x" }, manual)).toEqual({ parent: null });
  });
});

describe("whether something has changed", () => {
  it("takes no notice of the builder's ids", () => {
    const withIds = {
      ...dynamic,
      tree: { ...dynamic.tree, id: "a", rules: [{ ...rule, id: "b" }] },
    };
    expect(isChanged(dynamic, withIds)).toBe(false);
    expect(isChanged(dynamic, { ...dynamic, tree: emptyForm().tree })).toBe(true);
  });
});
