import { readFileSync } from "node:fs";

import i18next from "i18next";
import { expect, it } from "vitest";

import { languageOf, loadTexts, speak } from ".";
import { en } from "./en";
import { prices } from "./en/prices";
import { tr } from "./tr";
import { prices as turkishPrices } from "./tr/prices";

type Texts = { readonly [key: string]: string | Texts };

function flat(texts: Texts, path = ""): Map<string, string> {
  const found = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : [...flat(value, `${path}${key}.`)],
  );
  return new Map(found);
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
}

const english = new Map([...flat(en), ...flat({ prices })]);
const turkish = new Map([...flat(tr), ...flat({ prices: turkishPrices })]);

it("has every text in Turkish", () => {
  expect([...english.keys()].filter((key) => !turkish.get(key)?.trim())).toEqual([]);
});

it("has other words in Turkish", () => {
  const same = [...english].filter(([key, text]) => turkish.get(key) === text);
  const worded = same.filter(([, text]) => /\w{2}/.test(text.replaceAll(/\{\{\w+\}\}/g, "")));
  expect(worded.map(([key]) => key)).toEqual(["contact.SMS"]);
});

it("fills the same places in", () => {
  const differing = [...english].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(turkish.get(key) ?? "").join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

const schema = ["graphql", "standalone"]
  .map((part) => readFileSync(`../saleor_customer_groups/${part}/schema.graphql`, "utf-8"))
  .join("\n");

function valuesOf(name: RegExp): string[] {
  const enums = schema.matchAll(/^enum (\w+) \{\n([^}]*)\}/gm);
  const bodies = [...enums].filter(([, found]) => name.test(found ?? "")).map(([, , body]) => body);
  return bodies.flatMap((body) => [...(body ?? "").matchAll(/^ {2}[A-Z_]+$/gm)].map(String));
}

it.each([
  [/^CustomerGroup.*ErrorCode$/, "errors.refused"],
  [/^CustomerGroupWarningCode$/, "rules.warning"],
])("has a Turkish text for each code of %s", (name, place) => {
  const codes = valuesOf(name).map((code) => code.trim());
  expect(codes).not.toEqual([]);
  expect(codes.filter((code) => !turkish.has(`${place}.${code}`))).toEqual([]);
});

it("speaks the nearest language", () => {
  expect([languageOf("tr-TR"), languageOf("TR"), languageOf("de"), languageOf("en-GB")]).toEqual([
    "tr",
    "tr",
    "en",
    "en",
  ]);
});

it("brings the texts of a part in whatever is spoken then and later", async () => {
  await loadTexts("prices");
  expect(i18next.t("prices:title")).toBe("Price lists");
  await speak("tr");
  expect(i18next.t("prices:title")).toBe("Fiyat listeleri");
  expect(i18next.t("common.save")).toBe("Kaydet");
  await speak("en");
  expect(i18next.t("prices:title")).toBe("Price lists");
});
