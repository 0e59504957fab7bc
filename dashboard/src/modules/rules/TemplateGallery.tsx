import { Button, Skeleton } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  RuleTemplateDocument,
  RuleTemplatesDocument,
  type TemplatePartsFragment,
} from "@/api/generated/graphql";
import { useApi, useExecute } from "@/api/use-api";
import { lookUp } from "@/i18n/look-up";
import { Badge } from "@/ui/Badge";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ErrorState } from "@/ui/States";

import styles from "./rules.module.css";
import { Suggested } from "./Suggested";

type TemplateGalleryProps = {
  onChoose: (template: TemplatePartsFragment) => void;
  onClose: () => void;
};

/** Groups to start from. Those that have to be told something ask for it first. */
export function TemplateGallery({ onChoose, onClose }: TemplateGalleryProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useApi(
    ["rule-templates"],
    RuleTemplatesDocument,
    {},
    { staleTime: 300_000 },
  );
  const [asked, setAsked] = useState<TemplatePartsFragment>();

  if (asked !== undefined) {
    return <Parameters template={asked} onChoose={onChoose} onClose={() => setAsked(undefined)} />;
  }
  return (
    <Dialog title={t("rules.templates.title")} onClose={onClose} isWide>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      <div className={styles.gallery}>
        {data === undefined && !error
          ? Array.from({ length: 6 }, (_, index) => <Skeleton key={index} height={20} />)
          : null}
        {data?.ruleTemplates?.map((template) => (
          <button
            key={template.code}
            type="button"
            className={styles.template}
            onClick={() =>
              template.parameters.length > 0 ? setAsked(template) : onChoose(template)
            }
          >
            <strong>{lookUp(t, `rules.template.${template.code}.name`, template.name)}</strong>
            <span className="muted">
              {lookUp(t, `rules.template.${template.code}.description`, template.description)}
            </span>
            <span>
              <Badge tone={template.kind === "DYNAMIC" ? "info" : "neutral"}>
                {t(`kind.${template.kind}`)}
              </Badge>{" "}
              {template.visibility === "PUBLIC" ? <Badge>{t("visibility.PUBLIC")}</Badge> : null}
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}

type ParametersProps = TemplateGalleryProps & { template: TemplatePartsFragment };

function Parameters({ template, onChoose, onClose }: ParametersProps) {
  const { t } = useTranslation();
  const execute = useExecute();
  const [values, setValues] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const isFull = template.parameters.every(({ name }) => values[name]?.trim());

  const choose = async () => {
    setBusy(true);
    try {
      const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
      const { ruleTemplate } = await execute(RuleTemplateDocument, {
        code: template.code,
        parameters,
      });
      if (ruleTemplate) onChoose(ruleTemplate);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={lookUp(t, `rules.template.${template.code}.name`, template.name)}
      onClose={onClose}
      footer={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button type="button" disabled={!isFull || isBusy} onClick={() => void choose()}>
            {t("rules.templates.use")}
          </Button>
        </>
      }
    >
      {template.parameters.map((parameter) => {
        const value = values[parameter.name];
        const label = lookUp(t, `rules.template.parameter.${parameter.name}`, parameter.label);
        return (
          <Field
            key={parameter.name}
            label={label}
            help={t("rules.templates.example", { example: parameter.example })}
          >
            {() => (
              <Suggested
                label={label}
                fact="purchased"
                target="brand"
                values={value ? [value] : []}
                isSingle
                onChange={([next]) => setValues({ ...values, [parameter.name]: next ?? "" })}
              />
            )}
          </Field>
        );
      })}
    </Dialog>
  );
}
