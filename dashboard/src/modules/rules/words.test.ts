import i18next from "i18next";
import { afterEach, describe, expect, it } from "vitest";

import { speak } from "@/i18n";
import { createFormat } from "@/i18n/use-format";
import { fact, FACTS } from "@/testing/facts";

import type { Node } from "./document";
import type { FactsByName } from "./shapes";
import { toTree } from "./tree";
import { sentenceOf } from "./words";

afterEach(() => speak("en"));

function say(rule: Node, language = "en-GB", facts: FactsByName = FACTS): string {
  const format = createFormat(language);
  return sentenceOf(toTree({ version: 1, rule }), { t: i18next.t, format, facts });
}

describe("the sentence", () => {
  it("joins conditions, and puts nested lists in brackets", () => {
    const rule: Node = {
      all: [
        { fact: "lifetime_value", operator: "at_least", value: 1000, currency: "EUR" },
        {
          any: [
            { fact: "last_order_at", operator: "in_the_last", value: { months: 12 } },
            { not: { group: "staff" } },
          ],
        },
      ],
    };
    expect(say(rule)).toBe(
      "Lifetime value is at least €1,000.00 and (last order is in the last 12 months or is not a member of “staff”)",
    );
  });

  it("tells what is narrowed", () => {
    const rule: Node = {
      fact: "purchased",
      operator: "at_least",
      value: 1,
      target: { brand: ["Nike", "Puma"] },
      within: { days: 1 },
      channel: "web",
    };
    expect(say(rule)).toBe(
      "Number of pieces purchased of the brand “Nike” or “Puma” in the channel “web” within the last 1 day is at least 1",
    );
  });

  it("cuts long lists", () => {
    const value = Array.from({ length: 14 }, (_, index) => `v${index}`);
    expect(say({ fact: "country", operator: "is_one_of", value })).toMatch(/“v9” or 4 more$/);
  });

  it("turns a list around", () => {
    const rule: Node = {
      not: {
        any: [
          { fact: "is_staff", operator: "is", value: true },
          { fact: "country", operator: "is_known" },
        ],
      },
    };
    expect(say(rule)).toBe("Not (staff is yes or country is known)");
  });

  it("is said in Turkish, too", async () => {
    await speak("tr");
    const rule: Node = {
      all: [
        { fact: "lifetime_value", operator: "at_least", value: 1000, currency: "EUR" },
        { fact: "last_order_at", operator: "in_the_last", value: { days: 30 } },
      ],
    };
    // The API names facts in the language that it is asked in.
    const facts = new Map([
      ["lifetime_value", fact({ name: "lifetime_value", type: "MONEY", label: "Değer" }, [])],
      ["last_order_at", fact({ name: "last_order_at", type: "INSTANT", label: "İlk alış" }, [])],
    ]);
    expect(say(rule, "tr", facts)).toBe("Değer en az €1.000,00 ve ilk alış son 30 gün içinde");
  });
});
