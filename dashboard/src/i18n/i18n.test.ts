import { expect, it } from "vitest";

import { languageOf } from ".";
import { en } from "./en";
import { tr } from "./tr";

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

const english = flat(en);
const turkish = flat(tr);

it("has every text in Turkish", () => {
  expect([...english.keys()].filter((key) => !turkish.get(key)?.trim())).toEqual([]);
});

it("fills the same places in", () => {
  const differing = [...english].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(turkish.get(key) ?? "").join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

it("speaks the nearest language", () => {
  expect([languageOf("tr-TR"), languageOf("TR"), languageOf("de"), languageOf("en-GB")]).toEqual([
    "tr",
    "tr",
    "en",
    "en",
  ]);
});
