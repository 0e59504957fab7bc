import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/inputs";
import { useProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import type { FormValues } from "../form";
import styles from "../prices.module.css";
import { RoundingField } from "./RoundingField";

const PROMOTIONS = ["BETTER_OF", "COMBINE", "EXCLUDE"] as const;

/** How the list's prices count beside others, and what its percentages are rounded to. */
export function RuleFields() {
  const { t } = useTranslation("prices");
  const say = useProblemText();
  const { register, control, formState } = useFormContext<FormValues>();
  return (
    <Card title={t("form.how")} help={t("form.howHelp")}>
      <div className={styles.fields}>
        <Field
          label={t("form.priority")}
          help={t("form.priorityHelp")}
          error={say(formState.errors.priority?.message)}
        >
          {(ids) => (
            <TextInput
              id={ids.id}
              inputMode="numeric"
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              {...register("priority")}
            />
          )}
        </Field>
        <Controller
          control={control}
          name="promotions"
          render={({ field }) => (
            <Field label={t("form.promotions")} help={t(`form.promotionHelp.${field.value}`)}>
              {(ids) => (
                <Select<FormValues["promotions"]>
                  id={ids.id}
                  label={t("form.promotions")}
                  describedBy={ids.describedBy}
                  options={PROMOTIONS.map((value) => ({
                    value,
                    label: t(`form.promotion.${value}`),
                    help: t(`form.promotionHelp.${value}`),
                  }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            </Field>
          )}
        />
        <div className={styles.whole}>
          <RoundingField />
        </div>
      </div>
    </Card>
  );
}
