import { zodResolver } from "@hookform/resolvers/zod";
import { type FormEvent, useEffect, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { PriceListErrorFragment, PriceListRowFragment } from "@/api/generated/graphql";
import { FormNotices } from "@/ui/FormNotices";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Savebar } from "@/ui/Savebar";
import { useErrorText } from "@/ui/States";
import { useDraft, useKeptDraft } from "@/ui/use-draft";

import { BasicFields } from "./form/BasicFields";
import { RuleFields } from "./form/RuleFields";
import { WhomFields } from "./form/WhomFields";
import { WindowFields } from "./form/WindowFields";
import { type FormValues, formSchema, isChanged, isForm } from "./form";
import styles from "./prices.module.css";

export type Held = NonNullable<PriceListRowFragment["campaign"]>;

type PriceListFormProps = {
  /** What is saved now. */
  saved: FormValues;
  /** What the draft is kept under. */
  name: string;
  isNew?: boolean;
  /** What holds the list, and says for whom and when it is. */
  campaign?: Held | null;
  isBusy: boolean;
  problems: readonly PriceListErrorFragment[];
  onSave: (values: FormValues) => void;
  onCancel: () => void;
};

const FIELDS = [
  "name",
  "code",
  "currency",
  "groups",
  "channels",
  "priority",
  "rounding",
  "startsAt",
  "endsAt",
] as const;

function fieldOf(problem: PriceListErrorFragment) {
  return FIELDS.find((field) => field === problem.field);
}

/** Everything that a price list is made of, but its prices. */
export function PriceListForm(props: PriceListFormProps) {
  const { saved, name, isNew = false, campaign, problems, onSave, onCancel } = props;
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const say = useErrorText();
  const draft = useDraft<FormValues>(name, isForm);
  const [restored, setRestored] = useState(draft.found?.at);
  const form = useForm<FormValues>({
    defaultValues: draft.found?.values ?? saved,
    resolver: zodResolver(formSchema),
  });
  const values = useWatch({ control: form.control }) as FormValues;
  const isDirty = isChanged(saved, values);
  useKeptDraft(draft.key, values, isDirty);

  const { setError } = form;
  useEffect(() => {
    for (const problem of problems) {
      const field = fieldOf(problem);
      if (field) setError(field, { message: say(problem) });
    }
  }, [problems, setError, say]);

  const discard = () => {
    form.reset(saved);
    draft.forget();
    setRestored(undefined);
  };
  const submit = form.handleSubmit(onSave);
  const general = problems.filter((problem) => !fieldOf(problem));

  return (
    <FormProvider {...form}>
      <form noValidate className={styles.form} onSubmit={(event: FormEvent) => void submit(event)}>
        <FormNotices
          restoredAt={isDirty ? restored : undefined}
          onDiscard={discard}
          problems={general.map(say)}
        />
        <BasicFields isNew={isNew} />
        <WhomFields campaign={campaign ?? undefined} />
        <RuleFields />
        {campaign ? null : <WindowFields />}
        <Savebar
          isBusy={props.isBusy}
          isDirty={isDirty || isNew}
          saveLabel={isNew ? t("create") : common("common.save")}
          onCancel={isNew || !isDirty ? onCancel : discard}
          cancelLabel={isNew || !isDirty ? common("common.cancel") : common("common.discard")}
        />
      </form>
      <LeaveGuard isDirty={isDirty && !props.isBusy} onLeave={draft.forget} />
    </FormProvider>
  );
}
