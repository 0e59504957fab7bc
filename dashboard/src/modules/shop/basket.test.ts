import { describe, expect, it } from "vitest";

import { movements, type Product, totals, withProduct, withQuantity } from "./basket";

const cap: Product = { variant: "cap", name: "Run Cap", brand: null, price: 19.9, currency: "EUR" };
const mug: Product = { ...cap, variant: "mug", price: 9, currency: "USD" };

describe("a basket", () => {
  it("counts the same product up", () => {
    const basket = withProduct(withProduct(withProduct([], cap), mug), cap);
    expect(basket.map(({ product, quantity }) => [product.variant, quantity])).toEqual([
      ["cap", 2],
      ["mug", 1],
    ]);
  });

  it("drops what nobody wants any more", () => {
    const basket = withProduct(withProduct([], cap), mug);
    expect(withQuantity(basket, "cap", 0).map(({ product }) => product.variant)).toEqual(["mug"]);
    expect(withQuantity(basket, "mug", 7)[1]?.quantity).toBe(7);
  });

  it("adds up exactly, each currency for itself", () => {
    const basket = withQuantity(withProduct(withProduct([], cap), mug), "cap", 3);
    expect([...totals(basket)]).toEqual([
      ["EUR", 59.7],
      ["USD", 9],
    ]);
  });
});

it("tells who joined, stayed and left", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(movements([a, b], [b, c]).map(({ group, movement }) => [group.id, movement])).toEqual([
    ["b", "stayed"],
    ["c", "joined"],
    ["a", "left"],
  ]);
});
