import type { ShopProductsQuery } from "@/api/generated/graphql";

export type Product = NonNullable<ShopProductsQuery["shopProducts"]>[number];
export type Line = { product: Product; quantity: number };
export type Basket = readonly Line[];

/** One more of the product. */
export function withProduct(basket: Basket, product: Product): Basket {
  const isThere = basket.some((line) => line.product.variant === product.variant);
  if (!isThere) return [...basket, { product, quantity: 1 }];
  return basket.map((line) =>
    line.product.variant === product.variant ? { ...line, quantity: line.quantity + 1 } : line,
  );
}

/** So many of the variant; with 0 the line is gone. */
export function withQuantity(basket: Basket, variant: string, quantity: number): Basket {
  return basket
    .map((line) => (line.product.variant === variant ? { ...line, quantity } : line))
    .filter((line) => line.quantity > 0);
}

/** What it costs, by currency. */
export function totals(basket: Basket): Map<string, number> {
  const found = new Map<string, number>();
  for (const { product, quantity } of basket) {
    const cents = Math.round(product.price * 1000) * quantity;
    found.set(product.currency, (found.get(product.currency) ?? 0) + cents);
  }
  return new Map([...found].map(([currency, amount]) => [currency, amount / 1000]));
}

export type Movement = "joined" | "left" | "stayed";
type Named = { id: string };

/** Each group of before and after, and what the customer did in between. */
export function movements<Group extends Named>(
  before: readonly Group[],
  after: readonly Group[],
): { group: Group; movement: Movement }[] {
  const had = new Set(before.map(({ id }) => id));
  const has = new Set(after.map(({ id }) => id));
  return [
    ...after.map((group) => ({
      group,
      movement: had.has(group.id) ? ("stayed" as const) : ("joined" as const),
    })),
    ...before
      .filter(({ id }) => !has.has(id))
      .map((group) => ({ group, movement: "left" as const })),
  ];
}
