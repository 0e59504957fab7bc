import type { FactPartsFragment } from "@/api/generated/graphql";

import type { Target, Window } from "./document";
import {
  type Details,
  GROUP_FIELD,
  IS_MEMBER,
  IS_NOT_MEMBER,
  type Leaf,
  mapLeaves,
  NO_FIELD,
  type Tree,
} from "./tree";

export type Fact = FactPartsFragment;
export type FactsByName = ReadonlyMap<string, Fact>;

/** The form of the value that a condition compares with. */
export type Shape =
  | "none"
  | "number"
  | "numbers"
  | "text"
  | "texts"
  | "choice"
  | "choices"
  | "flag"
  | "time"
  | "day"
  | "times"
  | "window"
  | "anniversary"
  | "month"
  | "group";

const BY_OPERATOR: Record<string, Shape> = {
  is_known: "none",
  is_unknown: "none",
  contains: "text",
  starts_with: "text",
  before: "time",
  after: "time",
  on: "day",
  in_the_last: "window",
  more_than_ago: "window",
  in_the_next: "window",
  anniversary_in_the_next: "anniversary",
  anniversary_in_the_last: "anniversary",
  month_is: "month",
  includes_any: "texts",
  includes_all: "texts",
  includes_none: "texts",
  [IS_MEMBER]: "group",
  [IS_NOT_MEMBER]: "group",
};

const NUMERIC: readonly string[] = ["MONEY", "COUNT", "NUMBER"];

export function shapeOf(fact: Fact | undefined, operator: string): Shape {
  const known = BY_OPERATOR[operator];
  if (known !== undefined) return known;
  if (fact === undefined) return "none";
  const isNumeric = NUMERIC.includes(fact.type);
  switch (operator) {
    case "between":
      return isNumeric ? "numbers" : "times";
    case "is_one_of":
    case "is_none_of":
      return fact.type === "CHOICE" ? "choices" : "texts";
    default:
      if (isNumeric) return "number";
      if (fact.type === "FLAG") return "flag";
      return fact.type === "CHOICE" ? "choice" : "text";
  }
}

/** What a new condition begins with. */
export function initialValue(shape: Shape, fact: Fact | undefined): unknown {
  switch (shape) {
    case "number":
      // Of what was done, once is what one most often means.
      return fact && fact.targets.length > 0 ? 1 : undefined;
    case "flag":
      return true;
    case "window":
      return { days: 30 };
    case "anniversary":
      return { days: 7 };
    case "month":
      return 1;
    case "choice":
      return fact?.choices[0];
    case "texts":
    case "choices":
      return [];
    default:
      return undefined;
  }
}

const FAVOURITES: Record<string, string> = {
  MONEY: "at_least",
  COUNT: "at_least",
  NUMBER: "at_least",
  TEXT: "is_one_of",
  CHOICE: "is",
  FLAG: "is",
  INSTANT: "in_the_last",
  DATE: "anniversary_in_the_next",
  TEXT_SET: "includes_any",
};

/** The operator that one most often means. */
export function defaultOperator(name: string, facts: FactsByName): string {
  if (name === GROUP_FIELD) return IS_MEMBER;
  const fact = facts.get(name);
  const favourite = FAVOURITES[fact?.type ?? ""];
  const names = fact?.operators.map((operator) => operator.name) ?? [];
  return favourite && names.includes(favourite) ? favourite : (names[0] ?? "");
}

/** What is known of a fact that is asked about for the first time. */
export function initialDetails(name: string, operator: string, facts: FactsByName): Details {
  const fact = facts.get(name);
  const value = initialValue(shapeOf(fact, operator), fact);
  const kind = fact?.targets[0];
  return {
    ...(value === undefined ? {} : { value }),
    ...(kind === undefined ? {} : { target: { [kind.toLowerCase()]: [] } }),
  };
}

/** Whether a value has the form; an empty one that is still to be filled in has, too. */
export function fits(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case "none":
      return value === undefined;
    case "number":
      return value === undefined || typeof value === "number" || typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "month":
      return typeof value === "number" && value >= 1 && value <= 12;
    case "texts":
    case "choices":
      return Array.isArray(value);
    case "numbers":
    case "times":
      return value === undefined || (isObject(value) && ("from" in value || "to" in value));
    case "window":
      return isWindow(value);
    case "anniversary":
      return isWindow(value) && !("hours" in value) && !("years" in value && value.years !== 1);
    default:
      return value === undefined || typeof value === "string";
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isWindow(value: unknown): value is Window {
  if (!isObject(value)) return false;
  const [unit, ...others] = Object.keys(value);
  const units = ["hours", "days", "weeks", "months", "years"];
  return unit !== undefined && others.length === 0 && units.includes(unit);
}

/** Gives every condition whose operator has changed a value of the right form, carrying
 * over what can be: one text becomes a list of one, and a list its first. */
export function tidy(tree: Tree, facts: FactsByName): Tree {
  return mapLeaves(tree, (leaf) => {
    if (leaf.field === NO_FIELD) return leaf;
    const fact = facts.get(leaf.field);
    if (fact === undefined && leaf.field !== GROUP_FIELD) return leaf;
    const shape = shapeOf(fact, leaf.operator);
    const { value, ...others } = leaf.value;
    if (fits(shape, value)) return leaf;
    const next = carriedOver(shape, value) ?? initialValue(shape, fact);
    return { ...leaf, value: next === undefined ? others : { ...others, value: next } };
  });
}

function carriedOver(shape: Shape, value: unknown): unknown {
  const isList = Array.isArray(value);
  if ((shape === "texts" || shape === "choices") && typeof value === "string") return [value];
  if ((shape === "text" || shape === "choice") && isList) return value[0] as unknown;
  if (shape === "numbers" && !isList && (typeof value === "number" || typeof value === "string"))
    return { from: value };
  if (shape === "times" && typeof value === "string") return { from: value };
  return undefined;
}

/** Whether nothing is left to fill in. What it means is the server's to judge. */
export function isComplete(leaf: Leaf, facts: FactsByName): boolean {
  if (leaf.field === NO_FIELD) return false;
  const fact = facts.get(leaf.field);
  if (fact === undefined && leaf.field !== GROUP_FIELD) return true;
  const { value, target, within } = leaf.value;
  return (
    isFilled(shapeOf(fact, leaf.operator), value) &&
    (target === undefined || isTargetFilled(target)) &&
    (within === undefined || isWindowFilled(within))
  );
}

function isFilled(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case "none":
    case "flag":
    case "month":
      return true;
    case "texts":
    case "choices":
      return Array.isArray(value) && value.length > 0;
    case "numbers":
    case "times":
      return isObject(value) && isSaid(value.from) && isSaid(value.to);
    case "window":
    case "anniversary":
      return isWindow(value) && isWindowFilled(value);
    default:
      return isSaid(value);
  }
}

function isSaid(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}

function isWindowFilled(window: Window): boolean {
  return Object.values(window).every((count) => Number.isInteger(count) && count > 0);
}

export function isTargetFilled(target: Target): boolean {
  return Object.values(target).every((values) => [values].flat().length > 0);
}
