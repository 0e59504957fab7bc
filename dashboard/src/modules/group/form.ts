import { z } from "zod";

import type {
  CustomerGroupCreateInput,
  CustomerGroupUpdateInput,
  GroupDetailFragment,
  TemplatePartsFragment,
} from "@/api/generated/graphql";
import { isDocument } from "@/modules/rules/document";
import { emptyTree, saysSame, toDocument, toTree, type Tree } from "@/modules/rules/tree";

// Made-up functions are forbidden by the page's policy.
z.config({ jitless: true });

const text = z.object({ language: z.string(), text: z.string() });

const CONTACTS = ["NONE", "EMAIL", "SMS", "PHONE", "POST"] as const;
const AUDIENCES = ["CUSTOMERS", "VISITORS", "BOTH"] as const;

/** What a group is made of, as the form holds it. Messages are keys of texts. */
export const formSchema = z
  .object({
    name: z.string().trim().min(1, "group.form.problem.name").max(250),
    code: z.string().regex(/^([a-z0-9][a-z0-9_-]{0,99})?$/, "group.form.problem.code"),
    kind: z.enum(["MANUAL", "DYNAMIC"]),
    visibility: z.enum(["PRIVATE", "PUBLIC"]),
    audience: z.enum(AUDIENCES),
    description: z.string(),
    colour: z.string().regex(/^(#[0-9a-f]{6})?$/i, "group.form.problem.colour"),
    contactType: z.enum(CONTACTS),
    parent: z.string(),
    subscribeTexts: z.array(text),
    tree: z.custom<Tree>((value) => typeof value === "object" && value !== null),
  })
  .superRefine((values, context) => {
    const isPublic = values.kind === "MANUAL" && values.visibility === "PUBLIC";
    if (isPublic && !values.subscribeTexts.some((each) => each.text.trim() !== "")) {
      context.addIssue({
        code: "custom",
        path: ["subscribeTexts"],
        message: "group.form.problem.subscribeTexts",
      });
    }
    if (values.kind === "DYNAMIC" && values.tree.rules.length === 0) {
      context.addIssue({ code: "custom", path: ["tree"], message: "group.form.problem.rule" });
    }
  });

export type FormValues = z.infer<typeof formSchema>;

export function emptyForm(): FormValues {
  return {
    name: "",
    code: "",
    kind: "MANUAL",
    visibility: "PRIVATE",
    audience: "CUSTOMERS",
    description: "",
    colour: "",
    contactType: "NONE",
    parent: "",
    subscribeTexts: [],
    tree: emptyTree(),
  };
}

export function formOf(group: GroupDetailFragment): FormValues {
  return {
    name: group.name,
    code: group.code,
    kind: group.kind,
    visibility: group.visibility,
    audience: group.audience,
    description: group.description,
    colour: group.colour,
    contactType: group.contactType,
    parent: group.parent?.id ?? "",
    subscribeTexts: group.subscribeTexts.map(({ language, text: words }) => ({
      language,
      text: words,
    })),
    tree: isDocument(group.rule) ? toTree(group.rule) : emptyTree(),
  };
}

/** The template as a form; what has been typed into name and code stays. */
export function formOfTemplate(
  template: TemplatePartsFragment,
  typed: FormValues,
  language: string,
): FormValues {
  return {
    ...typed,
    name: typed.name || template.name,
    description: template.description,
    kind: template.kind,
    visibility: template.visibility,
    contactType: template.contactType,
    subscribeTexts: template.subscribeText ? [{ language, text: template.subscribeText }] : [],
    tree: isDocument(template.rule) ? toTree(template.rule) : emptyTree(),
  };
}

export function createInput(values: FormValues): CustomerGroupCreateInput {
  const isManual = values.kind === "MANUAL";
  return {
    name: values.name.trim(),
    kind: values.kind,
    description: values.description,
    colour: values.colour.toLowerCase(),
    ...(values.code ? { code: values.code } : {}),
    ...(isManual
      ? {
          visibility: values.visibility,
          contactType: values.contactType,
          ...(values.parent ? { parent: values.parent } : {}),
          subscribeTexts: values.subscribeTexts,
        }
      : { audience: values.audience, rule: toDocument(values.tree) }),
  };
}

/** Only what differs: whoever edits something else at the same time keeps it. */
export function updateInput(before: FormValues, values: FormValues): CustomerGroupUpdateInput {
  const input: CustomerGroupUpdateInput = {};
  if (values.name.trim() !== before.name) input.name = values.name.trim();
  if (values.description !== before.description) input.description = values.description;
  if (values.colour.toLowerCase() !== before.colour) input.colour = values.colour.toLowerCase();
  if (values.kind === "DYNAMIC") {
    if (values.audience !== before.audience) input.audience = values.audience;
    if (!saysSame(values.tree, before.tree)) input.rule = toDocument(values.tree);
    return input;
  }
  if (values.visibility !== before.visibility) input.visibility = values.visibility;
  if (values.contactType !== before.contactType) input.contactType = values.contactType;
  if (values.parent !== before.parent) input.parent = values.parent || null;
  const texts = changedTexts(before.subscribeTexts, values.subscribeTexts);
  if (texts.length > 0) input.subscribeTexts = texts;
  return input;
}

type Text = z.infer<typeof text>;

/** New and changed texts, and an empty one for each that was taken out. */
function changedTexts(before: readonly Text[], after: readonly Text[]): Text[] {
  const known = new Map(before.map((each) => [each.language, each.text]));
  const kept = new Set(after.map((each) => each.language));
  return [
    ...after.filter((each) => known.get(each.language) !== each.text),
    ...before
      .filter((each) => !kept.has(each.language))
      .map(({ language }) => ({ language, text: "" })),
  ];
}

/** Whether it is what a form of this version holds. */
export function isForm(values: unknown): boolean {
  return typeof values === "object" && values !== null && "name" in values && "tree" in values;
}

/** Whether the form says something else than before. */
export function isChanged(before: FormValues, values: FormValues): boolean {
  const { tree: oldTree, ...old } = before;
  const { tree, ...others } = values;
  return JSON.stringify(old) !== JSON.stringify(others) || !saysSame(oldTree, tree);
}
