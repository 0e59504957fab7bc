import { Button, Checkbox } from "@/ui/macaw";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ImportMembersDocument, type ImportMembersMutation } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { TextArea } from "@/ui/inputs";
import { useErrorText } from "@/ui/States";

import group_ from "../group.module.css";
import styles from "./members.module.css";

type Result = NonNullable<ImportMembersMutation["customerGroupMembersImport"]>;
type ImportDialogProps = { group: { id: string; name: string }; onClose: () => void };

/** Puts the customers of a list into a manual group; what would happen is shown first. */
export function ImportDialog({ group, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useErrorText();
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [skips, setSkips] = useState(false);
  const [result, setResult] = useState<Result>();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(ImportMembersDocument);
  const isGiven = file !== undefined || text.trim() !== "";

  const change = () => {
    setResult(undefined);
    setRefusal(undefined);
  };
  const run = (dryRun: boolean) =>
    mutate(
      {
        id: group.id,
        ...(file ? { file } : { text }),
        dryRun,
        errorPolicy: skips ? "IGNORE_FAILED" : "REJECT_EVERYTHING",
      },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupMembersImport: found }) => {
          const [problem] = found?.errors ?? [];
          setRefusal(problem && say(problem));
          setResult(problem || !found ? undefined : found);
          if (found?.applied) void client.invalidateQueries();
        },
      },
    );

  const isApplied = result?.applied === true;
  const isBlocked = (result?.problemCount ?? 0) > 0 && !skips;
  return (
    <Dialog
      title={t("members.import.title", { name: group.name })}
      onClose={onClose}
      isWide
      footer={
        isApplied ? (
          <Button type="button" onClick={onClose}>
            {t("common.close")}
          </Button>
        ) : (
          <>
            <Button
              type="button"
              variant={result ? "secondary" : "primary"}
              disabled={!isGiven || isPending}
              onClick={() => run(true)}
            >
              {t("members.import.check")}
            </Button>
            {result ? (
              <Button
                type="button"
                disabled={isPending || isBlocked || !result.added}
                onClick={() => run(false)}
              >
                {t("members.import.apply", { count: result.added ?? 0 })}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <div className={styles.stack}>
        {isApplied ? null : (
          <>
            <p>{t("members.import.help")}</p>
            <Field label={t("members.import.file")}>
              {({ id }) => (
                <input
                  id={id}
                  type="file"
                  accept=".csv,.txt,text/csv,text/plain"
                  className={group_.file}
                  onChange={(event) => {
                    setFile(event.target.files?.[0]);
                    change();
                  }}
                />
              )}
            </Field>
            {file ? null : (
              <Field label={t("members.import.text")}>
                {({ id }) => (
                  <TextArea
                    id={id}
                    placeholder={"ada@example.com\ngrace@example.com"}
                    value={text}
                    onChange={(event) => {
                      setText(event.target.value);
                      change();
                    }}
                  />
                )}
              </Field>
            )}
            <Checkbox checked={skips} onCheckedChange={(checked) => setSkips(checked === true)}>
              {t("members.import.skip")}
            </Checkbox>
          </>
        )}
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
        <div aria-live="polite">
          {result ? <Outcome result={result} isBlocked={isBlocked} /> : null}
        </div>
      </div>
    </Dialog>
  );
}

function Outcome({ result, isBlocked }: { result: Result; isBlocked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures: [string, number | null | undefined][] = [
    [t("members.import.lines"), result.lines],
    [t(result.applied ? "members.import.added" : "members.import.wouldAdd"), result.added],
    [t("members.import.already"), result.already],
    [t("members.import.repeated"), result.repeated],
    [t("members.import.problems"), result.problemCount],
  ];
  return (
    <div className={styles.stack}>
      <Callout tone={result.applied ? "success" : isBlocked ? "warning" : "info"}>
        {t(
          result.applied
            ? "members.import.done"
            : isBlocked
              ? "members.import.blocked"
              : "members.import.dry",
        )}
      </Callout>
      <div className={group_.results}>
        {figures.map(([label, value]) => (
          <div key={label} className={group_.result}>
            <strong>{format.number(value ?? 0)}</strong>
            {label}
          </div>
        ))}
      </div>
      {result.problems?.length ? (
        <div className={group_.problems}>
          <table className={styles.lines} aria-label={t("members.import.problems")}>
            <thead>
              <tr>
                <th scope="col">{t("members.import.line")}</th>
                <th scope="col">{t("members.import.says")}</th>
                <th scope="col">{t("members.import.why")}</th>
              </tr>
            </thead>
            <tbody>
              {result.problems.map((problem) => (
                <tr key={problem.line}>
                  <td className="number">{format.number(problem.line)}</td>
                  <td>{problem.text}</td>
                  <td>{t(`members.import.outcome.${problem.outcome}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {result.result?.url ? (
        <a href={result.result.url} download>
          {t("members.import.download")}
        </a>
      ) : null}
    </div>
  );
}
