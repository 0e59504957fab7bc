import { expect, it } from "vitest";

import { decimalsIn, readDecimal } from "./decimals";

it.each([
  ["8.50", "8.50"],
  [" 8,5 ", "8.5"],
  ["-10", "-10"],
  ["−10", "-10"],
  ["+10", "10"],
  [".99", "0.99"],
  ["007", "7"],
  ["5.", "5"],
  ["-0", "0"],
  ["0.10", "0.10"],
  ["12345678901234567890.99", "12345678901234567890.99"],
])("reads %j as %s", (text, number) => {
  expect(readDecimal(text)).toBe(number);
});

it.each(["", "x", "1,234.50", "1.234,50", "1 234", "1e3", "--1", ".", "10%"])(
  "takes %j for no number",
  (text) => {
    expect(readDecimal(text)).toBeUndefined();
  },
);

it("counts decimals that say something", () => {
  expect(["8", "8.50", "8.05", "0.00"].map(decimalsIn)).toEqual([0, 1, 2, 0]);
});
