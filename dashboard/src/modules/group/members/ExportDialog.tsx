import { Button, Spinner } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type CustomerGroupContactType,
  ExportFileDocument,
  ExportMembersDocument,
} from "@/api/generated/graphql";
import { useApi, useChange } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Select } from "@/ui/Select";
import { useErrorText } from "@/ui/States";

import styles from "./members.module.css";

const EVERY_MS = 1_500;
const CHANNELS = ["NONE", "EMAIL", "SMS", "PHONE", "POST"] as const;

type ExportDialogProps = { group: { id: string; name: string }; onClose: () => void };

/** Has a file made of the members; follows it until it can be downloaded. */
export function ExportDialog({ group, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const say = useErrorText();
  const [consented, setConsented] = useState<CustomerGroupContactType>("NONE");
  const [id, setId] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(ExportMembersDocument);

  const start = () =>
    mutate(
      { id: group.id, consented: consented === "NONE" ? null : consented },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupExport: result }) => {
          const [problem] = result?.errors ?? [];
          setRefusal(problem && say(problem));
          setId(result?.exportFile?.id);
        },
      },
    );

  return (
    <Dialog
      title={t("members.export.title", { name: group.name })}
      onClose={onClose}
      footer={
        id === undefined ? (
          <Button type="button" disabled={isPending} onClick={start}>
            {t("members.export.start")}
          </Button>
        ) : (
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("common.close")}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {id === undefined ? (
          <Field label={t("members.export.whom")} help={t("members.export.help")}>
            {(ids) => (
              <Select<CustomerGroupContactType>
                id={ids.id}
                label={t("members.export.whom")}
                describedBy={ids.describedBy}
                options={CHANNELS.map((value) => ({
                  value,
                  label: t(`members.export.only.${value}`),
                }))}
                value={consented}
                onChange={setConsented}
              />
            )}
          </Field>
        ) : (
          <Progress id={id} />
        )}
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      </div>
    </Dialog>
  );
}

function Progress({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useErrorText();
  const [isDone, setDone] = useState(false);
  const { data, error } = useApi(
    ["export", id],
    ExportFileDocument,
    { id },
    { refetchInterval: isDone ? false : EVERY_MS, staleTime: 0 },
  );
  const file = data?.customerGroupExportFile;
  if (!isDone && file && file.status !== "PENDING") setDone(true);
  if (error) return <Callout tone="error">{say(error)}</Callout>;
  if (file?.status === "FAILED")
    return <Callout tone="error">{t("members.export.failed")}</Callout>;
  if (file?.status === "READY" && file.url) {
    return (
      <Callout
        tone="success"
        action={
          <a href={file.url} download>
            {t("members.export.download")}
          </a>
        }
      >
        {t("members.export.ready", {
          count: file.rowCount ?? 0,
          number: format.number(file.rowCount ?? 0),
        })}
      </Callout>
    );
  }
  return (
    <p className={styles.progress} role="status">
      <Spinner />
      {t("members.export.pending")}
    </p>
  );
}
