import type { TFunction } from "i18next";

/** A text by a key that is put together; the other one where the language has none. */
export function lookUp(
  t: TFunction,
  key: string,
  otherwise: string,
  values: Record<string, string> = {},
): string {
  const found: unknown = (t as (key: string, options: object) => unknown)(key, {
    ...values,
    defaultValue: otherwise,
  });
  return typeof found === "string" ? found : otherwise;
}
