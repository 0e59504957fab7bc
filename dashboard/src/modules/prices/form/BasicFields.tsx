import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { slugOf } from "@/modules/group/form/BasicFields";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { TextArea, TextInput } from "@/ui/inputs";
import { Picker } from "@/ui/Picker";
import { useProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import type { FormValues } from "../form";
import styles from "../prices.module.css";
import { useChannels } from "../use-channels";

const STATUSES = ["DRAFT", "ACTIVE", "PAUSED", "ARCHIVED"] as const;

/** What a list is called, what it is for, its currency, and how it stands. */
export function BasicFields({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const { register, control, formState, watch } = useFormContext<FormValues>();
  const { errors } = formState;
  const name = watch("name");
  return (
    <Card title={t("form.basics")}>
      <div className={styles.fields}>
        <Field label={t("form.name")} error={say(errors.name?.message)}>
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
          label={t("form.code")}
          help={isNew ? t("form.codeHelp") : t("form.fixed")}
          error={say(errors.code?.message)}
          {...(isNew ? { isOptional: common("common.optional") } : {})}
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
          <Field label={t("form.description")} help={t("form.descriptionHelp")}>
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
          name="currency"
          render={({ field, fieldState }) => (
            <CurrencyField
              value={field.value}
              isFixed={!isNew}
              problem={say(fieldState.error?.message)}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={control}
          name="status"
          render={({ field, fieldState }) => (
            <Field
              label={t("form.status")}
              help={t(`statusHelp.${field.value}`)}
              error={say(fieldState.error?.message)}
            >
              {(ids) => (
                <Select<FormValues["status"]>
                  id={ids.id}
                  label={t("form.status")}
                  describedBy={ids.describedBy}
                  options={STATUSES.map((value) => ({
                    value,
                    label: t(`status.${value}`),
                    help: t(`statusHelp.${value}`),
                  }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            </Field>
          )}
        />
      </div>
    </Card>
  );
}

type CurrencyFieldProps = {
  value: string;
  isFixed: boolean;
  problem: string | undefined;
  onChange: (currency: string) => void;
};

/** What the shop's channels sell in comes first; every other currency can be typed. */
function CurrencyField({ value, isFixed, problem, onChange }: CurrencyFieldProps) {
  const { t } = useTranslation("prices");
  const { currencies } = useChannels();
  return (
    <Field
      label={t("form.currency")}
      help={isFixed ? t("form.fixed") : t("form.currencyHelp")}
      error={problem}
    >
      {(ids) =>
        isFixed ? (
          <TextInput id={ids.id} readOnly aria-describedby={ids.describedBy} value={value} />
        ) : (
          <Picker
            id={ids.id}
            label={t("form.currency")}
            describedBy={ids.describedBy}
            isInvalid={ids.isInvalid}
            isSingle
            isOpenEnded
            choices={currencies.map((each) => ({ value: each, label: each }))}
            values={value === "" ? [] : [value]}
            onSearch={() => undefined}
            onChange={([currency]) => onChange((currency ?? "").toUpperCase())}
          />
        )
      }
    </Field>
  );
}
