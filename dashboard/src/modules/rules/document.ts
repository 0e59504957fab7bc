/** Rule documents, as docs/rule-language.md has them. */

export const UNITS = ["hours", "days", "weeks", "months", "years"] as const;
export type Unit = (typeof UNITS)[number];

/** One length of time, such as { days: 30 }. */
export type Window = Partial<Record<Unit, number>>;

export type TargetKind = "product" | "variant" | "category" | "collection" | "brand" | "term";
export type Target = Partial<Record<TargetKind, string | string[]>>;

export type Condition = {
  fact: string;
  operator: string;
  value?: unknown;
  currency?: string;
  within?: Window;
  channel?: string;
  target?: Target;
};

export type Node =
  { all: Node[] } | { any: Node[] } | { not: Node } | { group: string } | Condition;

export type RuleDocument = { version: 1; rule: Node };

/** How deep all, any and not may stand inside each other, and how many leaves there may be. */
export const DEPTH_LIMIT = 8;
export const LEAF_LIMIT = 100;

export function isDocument(value: unknown): value is RuleDocument {
  return (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    "rule" in value &&
    isNode(value.rule)
  );
}

/** Whether it is shaped as a node, all the way down. What it means is the server's to judge. */
export function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if ("all" in value) return isNodeList(value.all);
  if ("any" in value) return isNodeList(value.any);
  if ("not" in value) return isNode(value.not);
  if ("group" in value) return typeof value.group === "string";
  return (
    "fact" in value &&
    typeof value.fact === "string" &&
    "operator" in value &&
    typeof value.operator === "string"
  );
}

function isNodeList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isNode);
}
