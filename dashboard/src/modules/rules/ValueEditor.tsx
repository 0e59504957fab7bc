import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { Select } from "@/ui/Select";
import { TextInput } from "@/ui/inputs";

import { GroupValue } from "./GroupValue";
import { NumberInput } from "./NumberInput";
import styles from "./rules.module.css";
import { type Fact, type Shape } from "./shapes";
import { Suggested } from "./Suggested";
import { TimeInput } from "./TimeInput";
import type { Details } from "./tree";
import { WindowInput } from "./WindowInput";
import { monthName } from "./words";

type ValueEditorProps = {
  shape: Shape;
  fact: Fact | undefined;
  operator: string;
  details: Details;
  onChange: (details: Details) => void;
};

/** What a condition compares with, in the form that its operator takes. */
export function ValueEditor({ shape, fact, operator, details, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const { value } = details;
  const set = (next: unknown) => onChange({ ...details, value: next });
  const label = t("rules.value");

  switch (shape) {
    case "none":
      return null;
    case "number":
      return (
        <NumberInput
          label={label}
          value={scalar(value)}
          isWhole={fact?.type === "COUNT"}
          onChange={set}
        />
      );
    case "numbers":
      return (
        <Ends
          value={value}
          render={(end, change, name) => (
            <NumberInput
              label={name}
              value={end}
              isWhole={fact?.type === "COUNT"}
              onChange={change}
            />
          )}
          onChange={set}
        />
      );
    case "text":
      return fact?.suggestsValues && operator !== "contains" && operator !== "starts_with" ? (
        <Suggested
          label={label}
          fact={fact.name}
          values={typeof value === "string" && value !== "" ? [value] : []}
          isSingle
          onChange={([next]) => set(next)}
        />
      ) : (
        <TextInput
          aria-label={label}
          className={styles.text}
          maxLength={200}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => set(event.target.value)}
        />
      );
    case "texts":
      return (
        <Suggested label={label} fact={fact?.name ?? ""} values={texts(value)} onChange={set} />
      );
    case "choice":
      return (
        <Select
          isSnug
          label={label}
          options={choices(fact, t)}
          value={typeof value === "string" ? value : ""}
          onChange={set}
        />
      );
    case "choices":
      return (
        <Suggested
          label={label}
          fact={fact?.name ?? ""}
          values={texts(value)}
          isClosed
          nameOf={(choice) =>
            choices(fact, t).find((each) => each.value === choice)?.label ?? choice
          }
          onChange={set}
        />
      );
    case "flag":
      return (
        <Select
          isSnug
          label={label}
          options={[
            { value: "true", label: t("common.yes") },
            { value: "false", label: t("common.no") },
          ]}
          value={value === false ? "false" : "true"}
          onChange={(next) => set(next === "true")}
        />
      );
    case "month":
      return (
        <Select
          isSnug
          label={label}
          options={Array.from({ length: 12 }, (_, index) => ({
            value: String(index + 1),
            label: monthName(index + 1, t),
          }))}
          value={String(value)}
          onChange={(next) => set(Number(next))}
        />
      );
    case "day":
    case "time":
      return (
        <TimeInput
          label={label}
          value={typeof value === "string" ? value : ""}
          isDayOnly={shape === "day" || fact?.type === "DATE"}
          onChange={set}
        />
      );
    case "times":
      return (
        <Ends
          value={value}
          render={(end, change, name) => (
            <TimeInput
              label={name}
              value={typeof end === "string" ? end : ""}
              isDayOnly={fact?.type === "DATE"}
              onChange={change}
            />
          )}
          onChange={set}
        />
      );
    case "window":
    case "anniversary":
      return (
        <WindowInput
          label={label}
          window={value ?? {}}
          isWholeDays={shape === "anniversary" || fact?.type === "DATE"}
          direction={directionOf(operator)}
          onChange={set}
        />
      );
    case "group":
      return <GroupValue code={typeof value === "string" ? value : ""} onChange={set} />;
  }
}

function directionOf(operator: string): "past" | "before" | "future" {
  if (operator === "more_than_ago") return "before";
  return operator.endsWith("_next") ? "future" : "past";
}

function scalar(value: unknown): string | number | undefined {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function choices(fact: Fact | undefined, t: TFunction) {
  return (fact?.choices ?? []).map((value) => ({
    value,
    label: t(`rules.choice.${value}` as "rules.choice.subscribed", { defaultValue: value }),
  }));
}

type End = string | number | undefined;
type EndsProps = {
  value: unknown;
  render: (end: End, change: (next: unknown) => void, label: string) => React.ReactNode;
  onChange: (value: unknown) => void;
};

/** Two ends of a span. */
function Ends({ value, render, onChange }: EndsProps) {
  const { t } = useTranslation();
  const { from, to } = (value ?? {}) as { from?: End; to?: End };
  return (
    <span className={styles.ends}>
      {render(from, (next) => onChange({ from: next, to }), t("rules.from"))}
      <span className="muted">{t("rules.and")}</span>
      {render(to, (next) => onChange({ from, to: next }), t("rules.to"))}
    </span>
  );
}
