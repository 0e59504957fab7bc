import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { TextArea, TextInput } from "@/ui/inputs";
import { useProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import type { FormValues } from "../form";
import styles from "../group.module.css";
import { ColourField } from "./ColourField";

/** What every group has: its name and code, what it is for, its colour, whom it takes in. */
export function BasicFields({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const { register, control, formState, watch } = useFormContext<FormValues>();
  const { errors } = formState;
  const [kind, name] = watch(["kind", "name"]);
  return (
    <Card title={t("group.form.basics")}>
      <div className={styles.fields}>
        <Field label={t("group.form.name")} error={say(errors.name?.message)}>
          {(ids) => (
            <TextInput
              id={ids.id}
              maxLength={250}
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              {...register("name")}
            />
          )}
        </Field>
        <Field
          label={t("group.form.code")}
          help={isNew ? t("group.form.codeHelp") : t("group.form.codeFixed")}
          error={say(errors.code?.message)}
          {...(isNew ? { isOptional: t("common.optional") } : {})}
        >
          {(ids) => (
            <TextInput
              id={ids.id}
              maxLength={100}
              readOnly={!isNew}
              placeholder={isNew ? slugOf(name) : ""}
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              {...register("code")}
            />
          )}
        </Field>
        <div className={styles.whole}>
          <Field label={t("group.form.description")} help={t("group.form.descriptionHelp")}>
            {(ids) => (
              <TextArea
                id={ids.id}
                aria-describedby={ids.describedBy}
                {...register("description")}
              />
            )}
          </Field>
        </div>
        <Controller
          control={control}
          name="colour"
          render={({ field, fieldState }) => (
            <ColourField
              value={field.value}
              onChange={field.onChange}
              problem={say(fieldState.error?.message)}
            />
          )}
        />
        {kind === "DYNAMIC" ? (
          <Controller
            control={control}
            name="audience"
            render={({ field }) => (
              <Field label={t("group.form.audience")} help={t("group.form.audienceHelp")}>
                {(ids) => (
                  <Select<FormValues["audience"]>
                    id={ids.id}
                    label={t("group.form.audience")}
                    describedBy={ids.describedBy}
                    options={(["CUSTOMERS", "VISITORS", "BOTH"] as const).map((value) => ({
                      value,
                      label: t(`group.form.audiences.${value}`),
                    }))}
                    value={field.value}
                    onChange={field.onChange}
                  />
                )}
              </Field>
            )}
          />
        ) : null}
      </div>
    </Card>
  );
}

/** The code that the server makes from a name, as nearly as it can be told beforehand. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[^\p{ASCII}]/gu, "")
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/[-\s]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .slice(0, 100);
}
