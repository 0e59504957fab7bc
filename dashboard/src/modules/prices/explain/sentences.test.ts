import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";

import { loadTexts, speak } from "@/i18n";
import { createFormat } from "@/i18n/use-format";

import type { Break } from "../entries/breaks";
import { type Candidate, type Explanation, hindrance, offer, summary, verdict } from "./sentences";

const words = (language: "en" | "tr") => ({
  t: i18next.getFixedT(language, "prices"),
  format: createFormat(language),
  adjustment: ({ amount, percentage }: Pick<Break, "amount" | "percentage">) =>
    typeof amount === "number" ? `€${amount.toFixed(2)}` : `${percentage ?? 0}%`,
  channelName: (slug: string) => slug.toUpperCase(),
});

const vip = { id: "1", name: "VIP", priority: 0 };
const target = { kind: "VARIANT" as const, id: "v", name: "Juice", code: "juice" };
const wins: Candidate = {
  priceList: vip,
  target,
  step: { fromQuantity: 10, amount: 8, percentage: null },
  fromQuantity: 1,
  price: 8,
  verdict: "WINS",
};
const found: Explanation = {
  target,
  currency: "EUR",
  quantity: 12,
  at: "2026-05-01T12:00:00Z",
  policy: "PRIORITY",
  listPrice: 10,
  price: 8,
  winner: { priceList: vip },
  candidates: [wins],
  hindered: [],
};

// Turkish is loaded once somebody speaks it.
beforeAll(async () => {
  await loadTexts("prices");
  await speak("tr");
  await speak("en");
});

describe("the price", () => {
  it.each([
    [{}, "By “VIP”, €2.00 less than everybody pays."],
    [{ price: 12 }, "By “VIP”, €2.00 more than everybody pays."],
    [{ price: 10 }, "By “VIP”, as much as everybody pays."],
    [{ winner: null }, "The list price of everybody: no price list of the customer has a price."],
  ])("of %o is told", (change, sentence) => {
    expect(summary({ ...found, ...change }, words("en"))).toBe(sentence);
  });
});

describe("a candidate", () => {
  it("says what its list says", () => {
    expect(offer(wins, found, words("en"))).toBe("“VIP”: €8.00 for the variant, from 10 pieces on");
    const all: Candidate = {
      ...wins,
      target: { kind: "ALL", id: null, name: "All products", code: "" },
      step: { fromQuantity: 1, amount: null, percentage: -50 },
      price: 5,
    };
    expect(offer(all, found, words("en"))).toBe("“VIP”: -50%, €5.00, for all products");
    const far: Candidate = { ...wins, step: null, price: null, fromQuantity: 100 };
    expect(offer(far, found, words("en"))).toBe("“VIP” has a price for the variant");
  });

  it.each([
    ["WINS", "This counts."],
    ["QUANTITY_NOT_REACHED", "It takes 100 pieces, and 12 are bought."],
    ["LOWER_PRIORITY", "“VIP” has a higher priority."],
    ["DEARER", "“VIP” has a lower price."],
    ["YOUNGER_LIST", "“VIP”, with the same priority and price, is older."],
  ] as const)("that is %s says why", (why, sentence) => {
    const candidate = { ...wins, verdict: why, fromQuantity: 100 };
    expect(verdict(candidate, found, words("en"))).toBe(sentence);
  });

  it.each([
    "LESS_SPECIFIC",
    "DEARER_IN_LIST",
    "YOUNGER_IN_LIST",
    "LOWER_PRIORITY",
    "DEARER",
    "YOUNGER_LIST",
    "QUANTITY_NOT_REACHED",
  ] as const)("that is %s says it in Turkish, too", (why) => {
    const said = verdict({ ...wins, verdict: why }, found, words("tr"));
    expect(said).not.toBe(verdict({ ...wins, verdict: why }, found, words("en")));
    expect(said).not.toContain("{{");
  });
});

describe("a list that gives no price", () => {
  const list = {
    id: "2",
    name: "B2B",
    currency: "USD",
    channels: ["web", "app"],
    status: "PAUSED" as const,
    startsAt: "2026-06-01T00:00:00Z",
    endsAt: "2026-07-01T00:00:00Z",
    campaign: { name: "Spring" },
  };

  it.each([
    ["OTHER_CURRENCY", "It is in USD, and the channel sells in EUR."],
    ["OTHER_CHANNELS", "It is for other channels: WEB and APP."],
    ["NOT_ACTIVE", "Its status is: Paused."],
    ["CAMPAIGN_CLOSED", "The campaign “Spring”, which holds it, is closed."],
  ] as const)("for %s says why", (why, sentence) => {
    expect(hindrance({ priceList: list, hindrance: why }, found, words("en"))).toBe(sentence);
  });

  it("says when it starts, and when it ended", () => {
    const starts = hindrance({ priceList: list, hindrance: "NOT_STARTED" }, found, words("en"));
    const ended = hindrance({ priceList: list, hindrance: "ENDED" }, found, words("en"));
    expect(starts).toMatch(/^It starts on .*2026/);
    expect(ended).toMatch(/^It ended on .*2026/);
    expect(starts.slice(-20)).not.toBe(ended.slice(-20));
  });
});
