import { z } from "zod";

import type {
  CustomerGroupPriceListCreateInput,
  CustomerGroupPriceListUpdateInput,
  CustomerGroupRoundingInput,
  PriceListDetailFragment,
} from "@/api/generated/graphql";
import { readDecimal } from "@/ui/decimals";

// Made-up functions are forbidden by the page's policy.
z.config({ jitless: true });

const rounding = z.object({
  step: z.string(),
  ending: z.string(),
  mode: z.enum(["NEAREST", "UP", "DOWN"]),
});

/** What a price list is made of, as the form holds it. Messages are keys of texts. */
export const formSchema = z
  .object({
    name: z.string().trim().min(1, "prices:form.problem.name").max(250),
    code: z.string().regex(/^([a-z0-9][a-z0-9_-]{0,99})?$/, "prices:form.problem.code"),
    description: z.string(),
    currency: z.string().regex(/^[A-Z]{3}$/, "prices:form.problem.currency"),
    groups: z.array(z.string()).min(1, "prices:form.problem.groups"),
    channels: z.array(z.string()),
    priority: z.string().regex(/^-?\d{1,7}$/, "prices:form.problem.priority"),
    promotions: z.enum(["BETTER_OF", "COMBINE", "EXCLUDE"]),
    rounding: rounding.nullable(),
    status: z.enum(["DRAFT", "ACTIVE", "PAUSED", "ARCHIVED"]),
    startsAt: z.string(),
    endsAt: z.string(),
  })
  .superRefine((values, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (values.rounding) {
      const [step, ending] = [values.rounding.step, values.rounding.ending].map(readDecimal);
      if (!(Number(step) > 0)) refuse(["rounding", "step"], "prices:form.problem.step");
      else if (ending === undefined || Number(ending) < 0 || Number(ending) >= Number(step)) {
        refuse(["rounding", "ending"], "prices:form.problem.ending");
      }
    }
    const { startsAt, endsAt } = values;
    if (startsAt && endsAt && Date.parse(endsAt) <= Date.parse(startsAt)) {
      refuse(["endsAt"], "prices:form.problem.window");
    }
  });

export type FormValues = z.infer<typeof formSchema>;

export function emptyForm(): FormValues {
  return {
    name: "",
    code: "",
    description: "",
    currency: "",
    groups: [],
    channels: [],
    priority: "0",
    promotions: "BETTER_OF",
    rounding: null,
    status: "DRAFT",
    startsAt: "",
    endsAt: "",
  };
}

export function formOf(list: PriceListDetailFragment): FormValues {
  return {
    name: list.name,
    code: list.code,
    description: list.description,
    currency: list.currency,
    groups: list.groups.map((group) => group.id),
    channels: [...list.channels],
    priority: String(list.priority),
    promotions: list.promotions,
    rounding: list.rounding
      ? {
          step: String(list.rounding.step),
          ending: String(list.rounding.ending),
          mode: list.rounding.mode,
        }
      : null,
    status: list.status,
    startsAt: list.startsAt ?? "",
    endsAt: list.endsAt ?? "",
  };
}

/** Whether it is what a form of this version holds. */
export function isForm(values: unknown): boolean {
  return (
    typeof values === "object" && values !== null && "currency" in values && "groups" in values
  );
}

export function createInput(values: FormValues): CustomerGroupPriceListCreateInput {
  return {
    ...inputOf(values),
    name: values.name.trim(),
    groups: values.groups,
    currency: values.currency,
    ...(values.code ? { code: values.code } : {}),
  };
}

/** Only what differs: whoever edits something else at the same time keeps it. */
export function updateInput(
  before: FormValues,
  values: FormValues,
): CustomerGroupPriceListUpdateInput {
  const [old, input] = [inputOf(before), inputOf(values)];
  const changed = Object.entries(input).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old]),
  );
  return Object.fromEntries(changed);
}

/** Whether the form says something else than before. */
export function isChanged(before: FormValues, values: FormValues): boolean {
  return JSON.stringify(before) !== JSON.stringify(values);
}

function inputOf(values: FormValues): CustomerGroupPriceListUpdateInput {
  return {
    name: values.name.trim(),
    description: values.description,
    groups: values.groups,
    channels: values.channels,
    priority: Number(values.priority),
    promotions: values.promotions,
    rounding: values.rounding ? roundingInput(values.rounding) : null,
    status: values.status,
    startsAt: values.startsAt || null,
    endsAt: values.endsAt || null,
  };
}

function roundingInput(values: z.infer<typeof rounding>): CustomerGroupRoundingInput {
  return {
    step: readDecimal(values.step) ?? values.step,
    ending: readDecimal(values.ending) ?? values.ending,
    mode: values.mode,
  };
}
