/**
 * The number that was typed, as the API takes it: exact, with a point. Decimals with a point
 * or a comma; undefined for what is no number, or one that may have been meant otherwise,
 * such as 1,234.50.
 */
export function readDecimal(text: string): string | undefined {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return undefined;
  const [whole = "", decimals = ""] = plain.replace(/^\+/, "").split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = whole.replace(/^-/, "").replace(/^0+(?=\d)/, "") || "0";
  const number = decimals === "" ? digits : `${digits}.${decimals}`;
  return /[1-9]/.test(number) ? sign + number : number;
}

/** How many decimals it is written with. */
export function decimalsIn(number: string): number {
  return (number.split(".")[1] ?? "").replace(/0+$/, "").length;
}
