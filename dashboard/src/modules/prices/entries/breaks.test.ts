import { describe, expect, it } from "vitest";

import { emptyBreak, nextBreak, pricesOf, problemsOf, typedOf } from "./breaks";

const amount = (quantity: string, value: string) => ({ quantity, form: "AMOUNT" as const, value });
const percentage = (quantity: string, value: string) => ({
  quantity,
  form: "PERCENTAGE" as const,
  value,
});

describe("what is typed", () => {
  it("is what the list says", () => {
    expect(
      typedOf([
        { fromQuantity: 1, amount: 8.5, percentage: null },
        { fromQuantity: 10, amount: null, percentage: -12.5 },
        { fromQuantity: 20, amount: 0, percentage: null },
      ]),
    ).toEqual([amount("1", "8.5"), percentage("10", "-12.5"), amount("20", "0")]);
  });

  it("is sent as exactly as it was typed", () => {
    expect(
      pricesOf({ kind: "VARIANT", id: "v" }, [amount("1", "8,50"), percentage(" 10", "-5")]),
    ).toEqual([
      { kind: "VARIANT", id: "v", fromQuantity: 1, amount: "8.50" },
      { kind: "VARIANT", id: "v", fromQuantity: 10, percentage: "-5" },
    ]);
    expect(pricesOf({ kind: "ALL", id: null }, [percentage("1", "0")])).toEqual([
      { kind: "ALL", fromQuantity: 1, percentage: "0" },
    ]);
  });

  it("goes on with more pieces in the same form", () => {
    expect(nextBreak([])).toEqual(emptyBreak());
    expect(nextBreak([percentage("1", "-5")])).toEqual(percentage("10", ""));
    expect(nextBreak([amount("50", "5"), amount("10", "6")])).toEqual(amount("100", ""));
    expect(nextBreak([amount("x", "5")])).toEqual(amount("10", ""));
  });
});

describe("what is wrong", () => {
  it.each([
    [amount("1", "8.50"), {}],
    [amount("1", "0"), {}],
    [amount("0", "8"), { quantity: "quantity" }],
    [amount("1.5", "8"), { quantity: "quantity" }],
    [amount("1000001", "8"), { quantity: "quantity" }],
    [amount("1", ""), { value: "amount" }],
    [amount("1", "-1"), { value: "amount" }],
    [amount("1", "8.505"), { value: "decimals" }],
    [amount("1", "8.500"), {}],
    [percentage("1", "-100"), {}],
    [percentage("1", "-100.01"), { value: "percentage" }],
    [percentage("1", "x"), { value: "percentage" }],
  ])("in %o is %o", (typed, problems) => {
    expect(problemsOf([typed], "EUR")).toEqual([problems]);
  });

  it("goes by the currency", () => {
    expect(problemsOf([amount("1", "8.5")], "JPY")).toEqual([{ value: "decimals" }]);
    expect(problemsOf([amount("1", "8.505")], "KWD")).toEqual([{}]);
  });

  it("is a quantity that stands there twice", () => {
    expect(problemsOf([amount("1", "8"), amount("10", "7"), amount("1", "6")], "EUR")).toEqual([
      {},
      {},
      { quantity: "repeated" },
    ]);
  });
});
