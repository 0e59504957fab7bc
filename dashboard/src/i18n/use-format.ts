import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useHostState } from "@/host/use-host-state";

export type Format = {
  number(value: number): string;
  /** A number with so many decimals. */
  decimal(value: number, decimals: number): string;
  /** A number where there is little room: 12K. */
  short(value: number): string;
  /** A part of one, 0 to 1. */
  share(value: number): string;
  /** Per cent, 12.5 for an eighth. */
  percentage(value: number): string;
  money(amount: number, currency: string): string;
  day(iso: string): string;
  /** A day without its year. */
  shortDay(iso: string): string;
  /** The day of an instant, where the reader is. */
  date(iso: string): string;
  instant(iso: string): string;
  /** How long ago it was, in the largest unit that fits. */
  ago(iso: string, now?: number): string;
  /** A stretch of time in seconds. */
  seconds(value: number): string;
  country(code: string): string;
  /** All of them: a, b and c. */
  list(words: readonly string[]): string;
  /** Any of them: a, b or c. */
  anyOf(words: readonly string[]): string;
  /** The text with a capital letter in front. */
  capital(text: string): string;
  /** The text with a small letter in front, but for abbreviations. */
  small(text: string): string;
};

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Numbers, amounts and times as the chosen language writes them. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { locale } = useHostState();
  const tag = formatLocale(i18n.language, locale);
  return useMemo(() => createFormat(tag), [tag]);
}

/** The region's own ways where it speaks the language that the texts are in. */
function formatLocale(language: string, locale: string): string {
  const wanted = locale.replace("_", "-");
  const isSame = wanted.toLowerCase().split("-")[0] === language;
  if (!isSame) return language;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([wanted])[0] ?? language;
  } catch {
    // The tag is none.
    return language;
  }
}

export function createFormat(language: string): Format {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  const shorts = new Intl.NumberFormat(language, { notation: "compact" });
  const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const percentages = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 4,
  });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const shortDays = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const instants = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const countries = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  const lists = new Intl.ListFormat(language);
  const choices = new Intl.ListFormat(language, { type: "disjunction" });
  return {
    number: (value) => numbers.format(value),
    decimal: (value, decimals) =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    short: (value) => shorts.format(value),
    share: (value) => shares.format(value),
    percentage: (value) => percentages.format(value / 100),
    money: (amount, currency) =>
      new Intl.NumberFormat(language, { style: "currency", currency }).format(amount),
    day: (iso) => days.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    shortDay: (iso) => shortDays.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    date: (iso) => dates.format(new Date(iso)),
    instant: (iso) => instants.format(new Date(iso)),
    ago(iso, now = Date.now()) {
      const seconds = (new Date(iso).getTime() - now) / 1000;
      const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    seconds(value) {
      const [unit, length] = UNITS.find(([, each]) => value >= each) ?? ["second", 1];
      return new Intl.NumberFormat(language, {
        style: "unit",
        unit,
        unitDisplay: "long",
        maximumFractionDigits: 0,
      }).format(value / length);
    },
    country(code) {
      try {
        return countries.of(code.toUpperCase()) ?? code;
      } catch {
        return code;
      }
    },
    list: (words) => lists.format(words),
    anyOf: (words) => choices.format(words),
    capital: (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1),
    small: (text) =>
      /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase(language) + text.slice(1),
  };
}
