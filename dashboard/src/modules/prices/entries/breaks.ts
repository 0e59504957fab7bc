import type { CustomerGroupPriceInput, PricesQuery } from "@/api/generated/graphql";
import { decimalsIn, readDecimal } from "@/ui/decimals";

import { decimalsOf } from "../rounding";

type Page = NonNullable<NonNullable<NonNullable<PricesQuery["priceList"]>["prices"]>>;
export type Entry = Page["edges"][number]["node"];
export type Target = Entry["target"];
export type Break = Entry["breaks"][number];

export type BreakForm = "AMOUNT" | "PERCENTAGE";
/** A quantity break as it is typed. */
export type TypedBreak = { quantity: string; form: BreakForm; value: string };

export const LARGEST_QUANTITY = 1_000_000;
const LOWEST_PERCENTAGE = -100;

export function emptyBreak(form: BreakForm = "AMOUNT"): TypedBreak {
  return { quantity: "1", form, value: "" };
}

/** A further break after these: for more pieces, in the same form as the last. */
export function nextBreak(typed: readonly TypedBreak[]): TypedBreak {
  const last = typed.at(-1);
  if (!last) return emptyBreak();
  const highest = Math.max(...typed.map((each) => readQuantity(each.quantity) ?? 0));
  const quantity = String(Math.min(highest < 10 ? 10 : highest * 2, LARGEST_QUANTITY));
  return { quantity, form: last.form, value: "" };
}

export function typedOf(breaks: readonly Break[]): TypedBreak[] {
  return breaks.map(({ fromQuantity, amount, percentage }) => ({
    quantity: String(fromQuantity),
    form: amount === null ? "PERCENTAGE" : "AMOUNT",
    value: String(amount ?? percentage ?? ""),
  }));
}

export function readQuantity(text: string): number | undefined {
  const plain = text.trim();
  const number = /^\d{1,7}$/.test(plain) ? Number(plain) : 0;
  return number >= 1 && number <= LARGEST_QUANTITY ? number : undefined;
}

/** What is wrong with a break, by the key of its text. */
export type BreakProblem = "quantity" | "repeated" | "amount" | "decimals" | "percentage";
export type BreakProblems = { quantity?: BreakProblem; value?: BreakProblem };

export function problemsOf(typed: readonly TypedBreak[], currency: string): BreakProblems[] {
  const seen = new Set<number>();
  return typed.map(({ quantity, form, value }) => {
    const found: BreakProblems = {};
    const number = readQuantity(quantity);
    if (number === undefined) found.quantity = "quantity";
    else if (seen.has(number)) found.quantity = "repeated";
    else seen.add(number);
    const problem = valueProblem(form, value, currency);
    if (problem) found.value = problem;
    return found;
  });
}

/** What is wrong with an amount in the currency, or with a percentage. */
export function valueProblem(
  form: BreakForm,
  value: string,
  currency: string,
): BreakProblem | undefined {
  const read = readDecimal(value);
  if (form === "PERCENTAGE") {
    return read === undefined || Number(read) < LOWEST_PERCENTAGE ? "percentage" : undefined;
  }
  if (read === undefined || Number(read) < 0) return "amount";
  return decimalsIn(read) > decimalsOf(currency) ? "decimals" : undefined;
}

/** The prices that the API is to set for the target. */
export function pricesOf(
  target: Pick<Target, "kind" | "id">,
  typed: readonly TypedBreak[],
): CustomerGroupPriceInput[] {
  return typed.map(({ quantity, form, value }) => ({
    kind: target.kind,
    ...(target.id ? { id: target.id } : {}),
    fromQuantity: readQuantity(quantity) ?? 1,
    [form === "AMOUNT" ? "amount" : "percentage"]: readDecimal(value) ?? value,
  }));
}

/** What a row of the table goes by. */
export function keyOf(target: Pick<Target, "kind" | "id">): string {
  return `${target.kind} ${target.id ?? ""}`;
}
