import { expect, it } from "vitest";

import { decimalsOf, roundPrice } from "./rounding";

const to99 = (mode: "NEAREST" | "UP" | "DOWN") => ({ step: "1", ending: "0.99", mode });

it.each([
  // As docs/pricing.md has it.
  [9, to99("UP"), "EUR", 9.99],
  [11.241, to99("UP"), "EUR", 11.99],
  [0.45, to99("UP"), "EUR", 0.99],
  [874.125, null, "JPY", 874],
  [875.875, null, "JPY", 876],
  // Halfway the upper one.
  [10.49, to99("NEAREST"), "EUR", 10.99],
  [10.48, to99("NEAREST"), "EUR", 9.99],
  [10.98, to99("DOWN"), "EUR", 9.99],
  [8.125, null, "EUR", 8.13],
  [1.0005, null, "KWD", 1.001],
  [12.3, { step: "0.1", ending: "0", mode: "UP" }, "EUR", 12.3],
  [12.32, { step: "0.05", ending: "0", mode: "NEAREST" }, "CHF", 12.3],
  // Never below the lowest one.
  [-3, to99("DOWN"), "EUR", 0.99],
] as const)("%s by %o in %s becomes %s", (price, rounding, currency, expected) => {
  expect(roundPrice(price, rounding, currency)).toBe(expected);
});

it("has no answer for a form that there is not", () => {
  expect(roundPrice(1, { step: "0", ending: "0", mode: "UP" }, "EUR")).toBeUndefined();
  expect(roundPrice(1, { step: "1", ending: "1", mode: "UP" }, "EUR")).toBeUndefined();
  expect(roundPrice(1, { step: "x", ending: "", mode: "UP" }, "EUR")).toBeUndefined();
});

it("knows how many decimals a currency has", () => {
  expect(["EUR", "JPY", "KWD", "none"].map(decimalsOf)).toEqual([2, 0, 3, 2]);
});
