import { zodResolver } from "@hookform/resolvers/zod";
import { Button } from "@/ui/macaw";
import { LayoutTemplate } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Controller, FormProvider, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CustomerGroupErrorCode, GroupErrorFragment } from "@/api/generated/graphql";
import { RuleEditor } from "@/modules/rules/RuleEditor";
import { TemplateGallery } from "@/modules/rules/TemplateGallery";
import { Card } from "@/ui/Card";
import { FormNotices } from "@/ui/FormNotices";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { ProblemText } from "@/ui/ProblemText";
import { Savebar } from "@/ui/Savebar";
import { useErrorText } from "@/ui/States";
import { useDraft, useKeptDraft } from "@/ui/use-draft";

import { BasicFields } from "./form/BasicFields";
import { KindField } from "./form/KindField";
import { ManualFields } from "./form/ManualFields";
import styles from "./group.module.css";
import { type FormValues, formOfTemplate, formSchema, isChanged, isForm } from "./form";

type GroupFormProps = {
  /** What is saved now. */
  saved: FormValues;
  /** What the draft is kept under. */
  name: string;
  groupId?: string;
  isNew?: boolean;
  isBusy: boolean;
  problems: readonly GroupErrorFragment[];
  onSave: (values: FormValues) => void;
  onCancel: () => void;
};

const FIELDS: Record<string, keyof FormValues> = {
  name: "name",
  code: "code",
  visibility: "visibility",
  colour: "colour",
  parent: "parent",
  contactType: "contactType",
  subscribeText: "subscribeTexts",
  subscribeTexts: "subscribeTexts",
};

const ELSEWHERE: readonly CustomerGroupErrorCode[] = ["CONFIRMATION_REQUIRED"];

/** Everything that a group is made of, with a rule builder for dynamic ones. */
export function GroupForm(props: GroupFormProps) {
  const { saved, name, groupId, isNew = false, problems, onSave, onCancel } = props;
  const { t, i18n } = useTranslation();
  const say = useErrorText();
  const draft = useDraft<FormValues>(name, isForm);
  const [restored, setRestored] = useState(draft.found?.at);
  const [isGalleryOpen, setGalleryOpen] = useState(false);
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
      const field = FIELDS[problem.field ?? ""];
      if (field) setError(field, { message: say(problem) });
    }
  }, [problems, setError, say]);

  const discard = () => {
    form.reset(saved);
    draft.forget();
    setRestored(undefined);
  };
  const submit = form.handleSubmit(onSave);
  const general = problems.filter(
    (problem) => !FIELDS[problem.field ?? ""] && !ELSEWHERE.includes(problem.code),
  );

  return (
    <FormProvider {...form}>
      <form noValidate className={styles.form} onSubmit={(event: FormEvent) => void submit(event)}>
        <FormNotices
          restoredAt={isDirty ? restored : undefined}
          onDiscard={discard}
          problems={general.map(say)}
        />
        {isNew ? (
          <Card
            title={t("group.form.kindTitle")}
            help={t("group.form.kindForEver")}
            actions={
              <Button type="button" variant="secondary" onClick={() => setGalleryOpen(true)}>
                <LayoutTemplate size={16} aria-hidden />
                {t("groups.fromTemplate")}
              </Button>
            }
          >
            <KindField />
          </Card>
        ) : null}
        <BasicFields isNew={isNew} />
        {values.kind === "MANUAL" ? (
          <ManualFields groupId={groupId} />
        ) : (
          <Card title={t("group.form.rule")} help={t("group.form.ruleHelp")}>
            <Controller
              control={form.control}
              name="tree"
              render={({ field, fieldState }) => (
                <>
                  <RuleEditor
                    tree={field.value}
                    audience={values.audience}
                    onChange={field.onChange}
                    {...(groupId === undefined ? {} : { groupId })}
                  />
                  <ProblemText message={fieldState.error?.message} />
                </>
              )}
            />
          </Card>
        )}
        <Savebar
          isBusy={props.isBusy}
          isDirty={isDirty || isNew}
          saveLabel={isNew ? t("group.form.create") : t("common.save")}
          onCancel={isNew || !isDirty ? onCancel : discard}
          cancelLabel={isNew || !isDirty ? t("common.cancel") : t("common.discard")}
        />
      </form>
      <LeaveGuard isDirty={isDirty && !props.isBusy} onLeave={draft.forget} />
      {isGalleryOpen ? (
        <TemplateGallery
          onClose={() => setGalleryOpen(false)}
          onChoose={(template) => {
            form.reset(formOfTemplate(template, form.getValues(), i18n.language), {
              keepDefaultValues: true,
            });
            setGalleryOpen(false);
          }}
        />
      ) : null}
    </FormProvider>
  );
}
