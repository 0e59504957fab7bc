import type { RuleGroupType, RuleType } from "react-querybuilder";

import type { Condition, Node, RuleDocument, Target, Window } from "./document";

/** The field of a rule that is about another group, not about a fact. */
export const GROUP_FIELD = "group";
export const IS_MEMBER = "is_member";
export const IS_NOT_MEMBER = "is_not_member";

/** The field of a rule for which nothing has been chosen yet. */
export const NO_FIELD = "~";

/** All that a condition says besides its fact and operator. */
export type Details = {
  value?: unknown;
  currency?: string | undefined;
  within?: Window | undefined;
  channel?: string | undefined;
  target?: Target | undefined;
};

export type Leaf = RuleType<string, string, Details>;
export type Tree = RuleGroupType<Leaf, "all" | "any">;

export function isTree(item: Tree | Leaf): item is Tree {
  return "rules" in item;
}

export function emptyTree(): Tree {
  return { combinator: "all", not: false, rules: [] };
}

/** The document as the builder shows it: its top is a list, even of one. */
export function toTree(document: RuleDocument): Tree {
  const item = itemOf(document.rule);
  return isTree(item) ? item : { combinator: "all", not: false, rules: [item] };
}

function itemOf(node: Node): Tree | Leaf {
  if ("all" in node) return { combinator: "all", not: false, rules: node.all.map(itemOf) };
  if ("any" in node) return { combinator: "any", not: false, rules: node.any.map(itemOf) };
  if ("group" in node) return memberLeaf(node.group, IS_MEMBER);
  if ("not" in node) return negated(node.not);
  return conditionLeaf(node);
}

function negated(node: Node): Tree | Leaf {
  if ("group" in node) return memberLeaf(node.group, IS_NOT_MEMBER);
  const item = itemOf(node);
  return isTree(item) && !item.not
    ? { ...item, not: true }
    : { combinator: "all", not: true, rules: [item] };
}

function memberLeaf(code: string, operator: string): Leaf {
  return { field: GROUP_FIELD, operator, value: { value: code } };
}

function conditionLeaf({ fact, operator, ...details }: Condition): Leaf {
  return { field: fact, operator, value: details };
}

/** The document that the builder's tree says. Lists of one are written without the list. */
export function toDocument(tree: Tree): RuleDocument {
  const [only] = tree.rules;
  const isOne = tree.rules.length === 1 && only !== undefined && !tree.not;
  return { version: 1, rule: isOne ? nodeOf(only) : nodeOf(tree) };
}

function nodeOf(item: Tree | Leaf): Node {
  if (!isTree(item)) return leafNode(item);
  const nodes = item.rules.map(nodeOf);
  const [only] = nodes;
  const list: Node = item.combinator === "any" ? { any: nodes } : { all: nodes };
  if (!item.not) return list;
  return { not: nodes.length === 1 && only !== undefined ? only : list };
}

function leafNode({ field, operator, value }: Leaf): Node {
  if (field === GROUP_FIELD) {
    const member: Node = { group: typeof value.value === "string" ? value.value : "" };
    return operator === IS_NOT_MEMBER ? { not: member } : member;
  }
  const details = Object.entries(value).filter(([, each]) => each !== undefined);
  return { fact: field, operator, ...Object.fromEntries(details) };
}

/** Whether both say the same; what the builder adds for itself is left out. */
export function saysSame(one: Tree, other: Tree): boolean {
  return JSON.stringify(toDocument(one)) === JSON.stringify(toDocument(other));
}

/** Every leaf, in reading order. */
export function leaves(tree: Tree): Leaf[] {
  return tree.rules.flatMap((item) => (isTree(item) ? leaves(item) : [item]));
}

/** How deep lists and negations stand inside each other, as the rule language counts. */
export function depth(tree: Tree): number {
  const own = 1 + (tree.not && tree.rules.length > 1 ? 1 : 0);
  return own + Math.max(0, ...tree.rules.map((item) => (isTree(item) ? depth(item) : 0)));
}

/** The same tree with every leaf changed. */
export function mapLeaves(tree: Tree, change: (leaf: Leaf) => Leaf): Tree {
  return {
    ...tree,
    rules: tree.rules.map((item) => (isTree(item) ? mapLeaves(item, change) : change(item))),
  };
}
