import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";
import { readDecimal } from "@/ui/decimals";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/inputs";
import { ProblemText, useProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import type { FormValues } from "../form";
import styles from "../prices.module.css";
import { decimalsOf, type RoundingValues, roundPrice, USUAL_ROUNDINGS } from "../rounding";

const NONE = "NONE";
const OTHER = "OTHER";
const MODES = ["NEAREST", "UP", "DOWN"] as const;

/** What percentages are rounded to: a usual form of prices or one's own, with an example. */
export function RoundingField() {
  const { t } = useTranslation("prices");
  const format = useFormat();
  const { control, watch } = useFormContext<FormValues>();
  const [currency, value] = watch(["currency", "rounding"]);
  const [isOwn, setOwn] = useState(value !== null && usualOf(value) === undefined);
  const usual = USUAL_ROUNDINGS.filter((each) => isPaid(each, currency));
  const named = ({ step, ending }: RoundingValues) => {
    const digits = decimalsOf(currency);
    const shown = (text: string) => format.decimal(Number(text), digits);
    return Number(ending) > 0
      ? t("form.roundingTo", { ending: shown(ending) })
      : t("form.roundingStep", { step: shown(step) });
  };
  const options = [
    { value: NONE, label: t("form.roundings.NONE") },
    ...usual.map((each) => ({ value: keyOf(each), label: named(each) })),
    { value: OTHER, label: t("form.roundings.OTHER") },
  ];
  return (
    <Controller
      control={control}
      name="rounding"
      render={({ field, fieldState }) => (
        <div className={styles.stack}>
          <div className={styles.rounding}>
            <Field label={t("form.rounding")} help={t("form.roundingHelp")}>
              {(ids) => (
                <Select
                  id={ids.id}
                  label={t("form.rounding")}
                  describedBy={ids.describedBy}
                  options={options}
                  value={field.value === null ? NONE : isOwn ? OTHER : keyOf(field.value)}
                  onChange={(key) => {
                    setOwn(key === OTHER);
                    if (key === NONE) field.onChange(null);
                    else if (key === OTHER) {
                      field.onChange(field.value ?? { step: "1", ending: "0", mode: "NEAREST" });
                    } else {
                      const chosen = usual.find((each) => keyOf(each) === key);
                      const mode = field.value?.mode ?? "NEAREST";
                      if (chosen) field.onChange({ ...chosen, mode });
                    }
                  }}
                />
              )}
            </Field>
            {field.value === null ? null : (
              <Field label={t("form.mode")}>
                {(ids) => (
                  <Select<RoundingValues["mode"]>
                    id={ids.id}
                    label={t("form.mode")}
                    options={MODES.map((mode) => ({
                      value: mode,
                      label: t(`form.modes.${mode}`),
                    }))}
                    value={field.value?.mode ?? "NEAREST"}
                    onChange={(mode) => field.onChange({ ...field.value, mode })}
                  />
                )}
              </Field>
            )}
          </div>
          {isOwn && field.value ? <OwnForm /> : null}
          <ProblemText message={fieldState.error?.message} />
          <Example rounding={field.value} currency={currency} />
        </div>
      )}
    />
  );
}

/** A form of prices that is none of the usual ones. */
function OwnForm() {
  const { t } = useTranslation("prices");
  const say = useProblemText();
  const { register, formState } = useFormContext<FormValues>();
  const problems = formState.errors.rounding;
  return (
    <div className={styles.rounding}>
      {(["step", "ending"] as const).map((part) => (
        <Field
          key={part}
          label={t(`form.${part}`)}
          help={t(`form.${part}Help`)}
          error={say(problems?.[part]?.message)}
        >
          {(ids) => (
            <TextInput
              id={ids.id}
              inputMode="decimal"
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              {...register(`rounding.${part}`)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

type ExampleProps = { rounding: RoundingValues | null; currency: string };

/** What a price becomes that the merchant types. */
function Example({ rounding, currency }: ExampleProps) {
  const { t } = useTranslation("prices");
  const format = useFormat();
  const [text, setText] = useState("11.241");
  const price = readDecimal(text);
  const read = rounding && {
    ...rounding,
    step: readDecimal(rounding.step) ?? "",
    ending: readDecimal(rounding.ending) ?? "",
  };
  const rounded = price === undefined ? undefined : roundPrice(Number(price), read, currency);
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  return (
    <div className={styles.example}>
      <span className="muted">{t("form.exampleHelp")}</span>
      <TextInput
        aria-label={t("form.examplePrice")}
        inputMode="decimal"
        value={text}
        isInvalid={price === undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <output aria-live="polite">
        {rounded === undefined
          ? null
          : t("form.exampleBecomes", { price: format.money(rounded, currency) })}
      </output>
    </div>
  );
}

function keyOf({ step, ending }: RoundingValues): string {
  return `${step} ${ending}`;
}

function usualOf(value: RoundingValues): RoundingValues | undefined {
  return USUAL_ROUNDINGS.find((each) => keyOf(each) === keyOf(value));
}

/** Whether such prices can be paid in the currency. */
function isPaid({ step, ending }: RoundingValues, currency: string): boolean {
  const unit = 10 ** decimalsOf(currency);
  return [step, ending].every((each) => Number.isInteger(Number((Number(each) * unit).toFixed(6))));
}
