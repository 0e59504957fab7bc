import type { TFunction } from "i18next";

import type { ExplainPriceQuery } from "@/api/generated/graphql";
import type { Format } from "@/i18n/use-format";

import type { Break } from "../entries/breaks";

export type Explanation = NonNullable<ExplainPriceQuery["explainPrice"]>;
export type Candidate = Explanation["candidates"][number];
export type Hindered = Explanation["hindered"][number];

export type Words = {
  t: TFunction<"prices">;
  format: Format;
  /** An amount, or how much less or more than the list price. */
  adjustment: (step: Pick<Break, "amount" | "percentage">) => string;
  channelName: (slug: string) => string;
};

/** What the customer pays, and by what. */
export function summary(found: Explanation, { t, format }: Words): string {
  const { winner, price, listPrice, currency } = found;
  if (!winner) return t("explaining.byNobody");
  const { name } = winner.priceList;
  if (price === listPrice) return t("explaining.same", { name });
  const difference = format.money(Math.abs(listPrice - price), currency);
  return t(price < listPrice ? "explaining.less" : "explaining.more", {
    name,
    difference,
  });
}

/** What the list says of the variant. */
export function offer(
  { priceList, target, step, price }: Candidate,
  found: Explanation,
  words: Words,
) {
  const { t, format } = words;
  const about = t(`explaining.target.${target.kind}`, { name: target.name });
  if (!step || typeof price !== "number") {
    return t("explaining.notReached", { list: priceList.name, target: about });
  }
  const said = words.adjustment(step);
  const money = format.money(price, found.currency);
  const isPercentage = typeof step.amount !== "number";
  const given = {
    list: priceList.name,
    target: about,
    price: isPercentage ? t("explaining.offerPercent", { change: said, price: money }) : said,
  };
  return step.fromQuantity > 1
    ? t("explaining.offerFrom", { ...given, quantity: format.number(step.fromQuantity) })
    : t("explaining.offer", given);
}

/** Why a candidate is the price, or is not. */
export function verdict(candidate: Candidate, found: Explanation, { t, format }: Words): string {
  return t(`explaining.verdict.${candidate.verdict}`, {
    winner: found.winner?.priceList.name ?? "",
    needed: format.number(candidate.fromQuantity),
    quantity: format.number(found.quantity),
  });
}

/** Why a list gives no price there and then. */
export function hindrance(
  { priceList, hindrance: why }: Hindered,
  found: Explanation,
  words: Words,
) {
  const { t, format, channelName } = words;
  const at = why === "NOT_STARTED" ? priceList.startsAt : priceList.endsAt;
  return t(`explaining.hindrance.${why}`, {
    own: priceList.currency,
    currency: found.currency,
    channels: format.list(priceList.channels.map(channelName)),
    status: t(`status.${priceList.status}`),
    at: at ? format.instant(at) : "",
    campaign: priceList.campaign?.name ?? "",
  });
}
