import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { InstantInput } from "@/ui/InstantInput";
import { useProblemText } from "@/ui/ProblemText";

import type { FormValues } from "../form";
import styles from "../prices.module.css";

/** From when and until when the list gives prices. */
export function WindowFields() {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const { control } = useFormContext<FormValues>();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <Card title={t("form.window")} help={t("form.windowHelp", { zone: timeZone })} isPlain>
      <div className={styles.fields}>
        {(["startsAt", "endsAt"] as const).map((name) => (
          <Controller
            key={name}
            control={control}
            name={name}
            render={({ field, fieldState }) => (
              <Field
                label={t(`form.${name}`)}
                error={say(fieldState.error?.message)}
                isOptional={common("common.optional")}
              >
                {(ids) => (
                  <InstantInput
                    id={ids.id}
                    describedBy={ids.describedBy}
                    isInvalid={ids.isInvalid}
                    value={field.value}
                    onChange={field.onChange}
                  />
                )}
              </Field>
            )}
          />
        ))}
      </div>
    </Card>
  );
}
