import { Button } from "@/ui/macaw";
import { Trash2 } from "lucide-react";
import { Controller, useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { TextArea, TextInput } from "@/ui/inputs";
import { ProblemText, useProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import type { FormValues } from "../form";
import styles from "../group.module.css";
import { ParentField } from "./ParentField";

const CONTACTS = ["NONE", "EMAIL", "SMS", "PHONE", "POST"] as const;

/** What only manual groups have: who sees them, what joining agrees to, and a parent. */
export function ManualFields({ groupId }: { groupId: string | undefined }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const { control, watch } = useFormContext<FormValues>();
  const visibility = watch("visibility");
  return (
    <Card title={t("group.form.customers")} help={t("group.form.customersHelp")}>
      <div className={styles.fields}>
        <Controller
          control={control}
          name="visibility"
          render={({ field, fieldState }) => (
            <Field label={t("group.form.visibility")} error={say(fieldState.error?.message)}>
              {(ids) => (
                <Select<FormValues["visibility"]>
                  id={ids.id}
                  label={t("group.form.visibility")}
                  describedBy={ids.describedBy}
                  options={(["PRIVATE", "PUBLIC"] as const).map((value) => ({
                    value,
                    label: t(`visibility.${value}`),
                    help: t(`group.form.visibilityHelp.${value}`),
                  }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            </Field>
          )}
        />
        <Controller
          control={control}
          name="contactType"
          render={({ field, fieldState }) => (
            <Field
              label={t("group.form.contact")}
              help={t("group.form.contactHelp")}
              error={say(fieldState.error?.message)}
            >
              {(ids) => (
                <Select<FormValues["contactType"]>
                  id={ids.id}
                  label={t("group.form.contact")}
                  describedBy={ids.describedBy}
                  options={CONTACTS.map((value) => ({ value, label: t(`contact.${value}`) }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            </Field>
          )}
        />
        <Controller
          control={control}
          name="parent"
          render={({ field, fieldState }) => (
            <ParentField
              value={field.value}
              without={groupId}
              problem={say(fieldState.error?.message)}
              onChange={field.onChange}
            />
          )}
        />
      </div>
      {visibility === "PUBLIC" ? <SubscribeTexts /> : null}
    </Card>
  );
}

function SubscribeTexts() {
  const { t, i18n } = useTranslation();
  const { control, register, formState } = useFormContext<FormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "subscribeTexts" });
  const problem = formState.errors.subscribeTexts;
  return (
    <div className={styles.texts}>
      <h3 className={styles.subtitle}>{t("group.form.subscribe")}</h3>
      <Callout tone="info">{t("group.form.subscribeHelp")}</Callout>
      {fields.map((field, index) => (
        <div key={field.id} className={styles.textRow}>
          <Field label={t("group.form.language")}>
            {({ id }) => (
              <TextInput id={id} maxLength={35} {...register(`subscribeTexts.${index}.language`)} />
            )}
          </Field>
          <Field label={t("group.form.text")}>
            {({ id }) => <TextArea id={id} {...register(`subscribeTexts.${index}.text`)} />}
          </Field>
          <Button
            type="button"
            variant="tertiary"
            icon={<Trash2 size={16} />}
            aria-label={t("group.form.removeText")}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      <ProblemText message={problem?.root?.message ?? problem?.message} />
      <div>
        <Button
          type="button"
          variant="secondary"
          onClick={() => append({ language: fields.length === 0 ? i18n.language : "", text: "" })}
        >
          {t("group.form.addText")}
        </Button>
      </div>
    </div>
  );
}
