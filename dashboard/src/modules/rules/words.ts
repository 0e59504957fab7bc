import type { TFunction } from "i18next";

import { lookUp } from "@/i18n/look-up";
import type { Format } from "@/i18n/use-format";

import { type Target, UNITS, type Window } from "./document";
import type { Fact, FactsByName } from "./shapes";
import { GROUP_FIELD, IS_NOT_MEMBER, isTree, type Leaf, NO_FIELD, type Tree } from "./tree";

/** What the words are made with: the language, its formats, and what the shop knows. */
export type Speech = {
  t: TFunction;
  format: Format;
  facts: FactsByName;
  /** A group's name by its code, where it is known. */
  groupName?: (code: string) => string | undefined;
};

const LISTED = 10;

/** The rule as one sentence without a full stop; empty for an empty rule. */
export function sentenceOf(tree: Tree, speech: Speech): string {
  return speech.format.capital(treeText(tree, speech));
}

function treeText(tree: Tree, speech: Speech): string {
  const parts = tree.rules.map((item) => {
    if (!isTree(item)) return leafText(item, speech);
    const text = treeText(item, speech);
    return !item.not && item.rules.length > 1 ? `(${text})` : text;
  });
  const word = speech.t(tree.combinator === "any" ? "rules.says.or" : "rules.says.and");
  const inner = parts.filter(Boolean).join(` ${word} `);
  return tree.not && inner !== "" ? speech.t("rules.says.not", { inner }) : inner;
}

/** One condition as it reads inside the sentence. */
export function leafText(leaf: Leaf, speech: Speech): string {
  const { t } = speech;
  if (leaf.field === NO_FIELD) return t("rules.says.unfinished");
  if (leaf.field === GROUP_FIELD) {
    const code = typeof leaf.value.value === "string" ? leaf.value.value : "";
    const group = speech.groupName?.(code) ?? code;
    return t(leaf.operator === IS_NOT_MEMBER ? "rules.says.notMember" : "rules.says.member", {
      group: group || "…",
    });
  }
  const fact = speech.facts.get(leaf.field);
  const subject = subjectText(leaf, fact, speech);
  const value = valueText(leaf, speech);
  const otherwise = `${leaf.operator} ${value}`;
  const says = lookUp(t, `rules.says.operator.${leaf.operator}`, otherwise, { value });
  return `${subject} ${says}`.trim();
}

function subjectText(leaf: Leaf, fact: Fact | undefined, { t, format }: Speech): string {
  const { target, channel, within, currency, value } = leaf.value;
  const label = fact ? lookUp(t, `rules.says.fact.${fact.name}`, fact.label) : leaf.field;
  const words = [format.small(label)];
  if (target) words.push(targetText(target, t, format));
  if (channel) words.push(t("rules.says.channel", { channel }));
  if (within) words.push(t("rules.says.within", { window: windowText(within, t) }));
  if (currency && value === undefined) words.push(t("rules.says.inCurrency", { currency }));
  return words.filter(Boolean).join(" ");
}

function targetText(target: Target, t: TFunction, format: Format): string {
  const [entry] = Object.entries(target);
  if (entry === undefined) return "";
  const named = [entry[1]].flat();
  const values = named.length === 0 ? "…" : listText(named, t, format.anyOf);
  return lookUp(t, `rules.says.target.${entry[0]}`, `${entry[0]} ${values}`, { values });
}

export function windowText(window: Window, t: TFunction): string {
  for (const unit of UNITS) {
    const count = window[unit];
    if (count !== undefined) return t(`rules.window.${unit}`, { count });
  }
  return "…";
}

function valueText(leaf: Leaf, { t, format }: Speech): string {
  const { value, currency } = leaf.value;
  if (Array.isArray(value)) {
    const join = leaf.operator === "includes_all" ? format.list : format.anyOf;
    return value.length === 0 ? "…" : listText(value, t, join);
  }
  if (typeof value === "boolean") return t(value ? "rules.says.yes" : "rules.says.no");
  if (leaf.operator === "month_is" && typeof value === "number") return monthName(value, t);
  if (typeof value === "number" || typeof value === "string") {
    return scalarText(value, currency, format);
  }
  if (typeof value === "object" && value !== null) {
    if ("from" in value || "to" in value) {
      const { from, to } = value as { from?: string | number; to?: string | number };
      const say = (end: string | number | undefined) =>
        end === undefined ? "…" : scalarText(end, currency, format);
      return t("rules.says.fromTo", { from: say(from), to: say(to) });
    }
    return windowText(value, t);
  }
  return leaf.operator.endsWith("known") ? "" : "…";
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

function scalarText(value: number | string, currency: string | undefined, format: Format): string {
  if (typeof value === "string" && DAY.test(value)) return format.day(value);
  if (typeof value === "string" && INSTANT.test(value)) return format.instant(value);
  const number = typeof value === "number" ? value : Number(value);
  if (currency && Number.isFinite(number)) return format.money(number, currency);
  return typeof value === "number" ? format.number(value) : `“${value}”`;
}

function listText(values: readonly unknown[], t: TFunction, join: Format["list"]): string {
  const named = values.slice(0, LISTED).map((value) => `“${String(value)}”`);
  const left = values.length - named.length;
  return join(left > 0 ? [...named, t("rules.says.more", { count: left })] : named);
}

/** The month's name, 1 to 12. */
export function monthName(month: number, t: TFunction): string {
  const names = t("rules.months").split(" ");
  return names[month - 1] ?? String(month);
}
