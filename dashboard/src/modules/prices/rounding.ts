import type { CustomerGroupRoundingMode } from "@/api/generated/graphql";

/** Prices of the form ending + any number of steps, as the form holds them. */
export type RoundingValues = { step: string; ending: string; mode: CustomerGroupRoundingMode };

/** Forms of prices that shops use, for currencies with cents. */
export const USUAL_ROUNDINGS: readonly RoundingValues[] = [
  { step: "1", ending: "0.99", mode: "NEAREST" },
  { step: "1", ending: "0.95", mode: "NEAREST" },
  { step: "1", ending: "0.9", mode: "NEAREST" },
  { step: "0.1", ending: "0.09", mode: "NEAREST" },
  { step: "0.05", ending: "0", mode: "NEAREST" },
  { step: "0.1", ending: "0", mode: "NEAREST" },
  { step: "1", ending: "0", mode: "NEAREST" },
  { step: "10", ending: "0", mode: "NEAREST" },
  { step: "100", ending: "0", mode: "NEAREST" },
];

/** How many decimals an amount of the currency has: 2 EUR, 0 JPY, 3 KWD. */
export function decimalsOf(currency: string): number {
  try {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    // The text is no currency yet.
    return 2;
  }
}

/**
 * What a computed price becomes, for an example on the screen: the server has the word. In
 * steps of the form, or of the smallest coin.
 */
export function roundPrice(
  price: number,
  rounding: RoundingValues | null,
  currency: string,
): number | undefined {
  const step = rounding ? Number(rounding.step) : 10 ** -decimalsOf(currency);
  const ending = rounding ? Number(rounding.ending) : 0;
  if (!(step > 0) || !(ending >= 0 && ending < step)) return undefined;
  // Without what binary fractions add to 12.3 / 0.1.
  const steps = Number(((price - ending) / step).toFixed(9));
  const taken =
    rounding?.mode === "UP"
      ? Math.ceil(steps)
      : rounding?.mode === "DOWN"
        ? Math.floor(steps)
        : Math.floor(steps + 0.5);
  return Number((ending + Math.max(taken, 0) * step).toFixed(9));
}
