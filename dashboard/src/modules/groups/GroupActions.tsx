import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import {
  ArchiveGroupDocument,
  DeleteGroupDocument,
  DuplicateGroupDocument,
  EvaluateGroupDocument,
  type GroupErrorFragment,
} from "@/api/generated/graphql";
import { ApiError } from "@/api/client";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { ExportDialog } from "@/modules/group/members/ExportDialog";
import { Callout } from "@/ui/Callout";
import { Confirm } from "@/ui/Confirm";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/inputs";
import { useErrorText } from "@/ui/States";

import styles from "./groups.module.css";

type Named = { id: string; name: string; kind: "MANUAL" | "DYNAMIC" };

/** Something that is about to be done with a group, or with several. */
export type GroupAction =
  | { kind: "duplicate"; group: Named }
  | { kind: "export"; group: Named }
  | { kind: "evaluate"; group: Named }
  | { kind: "archive"; groups: readonly Named[] }
  | { kind: "delete"; groups: readonly Named[] };

type GroupActionsProps = {
  action: GroupAction;
  onDone: () => void;
  /** After a group has gone, for a page that was its own. */
  onGone?: () => void;
};

/** Asks for what an action needs, does it, and tells what became of it. */
export function GroupActions({ action, onDone, onGone }: GroupActionsProps) {
  switch (action.kind) {
    case "duplicate":
      return <Duplicate group={action.group} onDone={onDone} />;
    case "export":
      return <ExportDialog group={action.group} onClose={onDone} />;
    case "evaluate":
      return <Evaluate group={action.group} onDone={onDone} />;
    case "archive":
    case "delete":
      return <End kind={action.kind} groups={action.groups} onDone={onDone} onGone={onGone} />;
  }
}

function Duplicate({ group, onDone }: { group: Named; onDone: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const [name, setName] = useState<string>(t("groups.duplicateSuggestion", { name: group.name }));
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(DuplicateGroupDocument);

  const duplicate = () =>
    mutate(
      { id: group.id, name },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupDuplicate: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          void client.invalidateQueries({ queryKey: ["groups"] });
          host.notify({ status: "success", title: t("groups.duplicateDone") });
          onDone();
          const id = result?.customerGroup?.id;
          if (id) void navigate(`/groups/${encodeURIComponent(id)}/settings`);
        },
      },
    );

  return (
    <Confirm
      title={t("groups.duplicateTitle", { name: group.name })}
      action={t("groups.duplicate")}
      isBusy={isPending}
      onConfirm={duplicate}
      onClose={onDone}
    >
      <Field label={t("groups.duplicateName")} help={t("groups.duplicateHelp")} error={refusal}>
        {(ids) => (
          <TextInput
            id={ids.id}
            aria-describedby={ids.describedBy}
            isInvalid={ids.isInvalid}
            value={name}
            maxLength={250}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") duplicate();
            }}
          />
        )}
      </Field>
    </Confirm>
  );
}

/** Needs no question: nothing is lost by it. */
function Evaluate({ group, onDone }: { group: Named; onDone: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const { mutate } = useChange(EvaluateGroupDocument);
  const isStarted = useRef(false);

  useEffect(() => {
    if (isStarted.current) return;
    isStarted.current = true;
    const fail = (text: string) =>
      host.notify({ status: "error", title: t("errors.failed"), text });
    mutate(
      { id: group.id },
      {
        onSettled: onDone,
        onError: (error) => fail(say(error)),
        onSuccess: ({ customerGroupEvaluate: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            fail(say(problem));
            return;
          }
          void client.invalidateQueries();
          host.notify({
            status: "success",
            title: group.name,
            text: t("groups.evaluateDone", {
              joined: format.number(result?.joined ?? 0),
              left: format.number(result?.left ?? 0),
            }),
          });
        },
      },
    );
  }, [group, host, t, mutate, client, format, say, onDone]);
  return null;
}

type EndProps = {
  kind: "archive" | "delete";
  groups: readonly Named[];
  onDone: () => void;
  onGone: (() => void) | undefined;
};

/** Archives or deletes: one after the other, so that each refusal is told by its group. */
function End({ kind, groups, onDone, onGone }: EndProps) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useErrorText();
  const archive = useChange(ArchiveGroupDocument);
  const remove = useChange(DeleteGroupDocument);
  const [isBusy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const [refusals, setRefusals] = useState<string[]>([]);
  const count = groups.length;
  const name = groups[0]?.name ?? "";
  const isTyped = kind === "archive" || count > 1 || typed.trim() === name;

  const end = async (group: Named): Promise<string | undefined> => {
    try {
      const errors: GroupErrorFragment[] | undefined =
        kind === "archive"
          ? (await archive.mutateAsync({ id: group.id })).customerGroupArchive?.errors
          : (await remove.mutateAsync({ id: group.id })).customerGroupDelete?.errors;
      const [problem] = errors ?? [];
      if (problem === undefined) return undefined;
      const text = say(problem);
      return text.includes(group.name) ? text : `${group.name}: ${text}`;
    } catch (error) {
      if (error instanceof ApiError) return `${group.name}: ${say(error)}`;
      throw error;
    }
  };

  const confirm = async () => {
    setBusy(true);
    const found: string[] = [];
    for (const group of groups) {
      const refusal = await end(group);
      if (refusal !== undefined) found.push(refusal);
    }
    setBusy(false);
    if (found.length < count) {
      host.notify({
        status: "success",
        title: t(kind === "archive" ? "groups.archiveDone" : "groups.deleteDone", {
          count: count - found.length,
          name,
        }),
      });
      onGone?.();
      void client.invalidateQueries();
    }
    if (found.length === 0) onDone();
    else setRefusals(found);
  };

  return (
    <Confirm
      title={t(kind === "archive" ? "groups.archiveTitle" : "groups.deleteTitle", { count, name })}
      action={t(kind === "archive" ? "groups.archiveAction" : "groups.delete")}
      isDangerous
      isBusy={isBusy || !isTyped || refusals.length > 0}
      onConfirm={() => void confirm()}
      onClose={onDone}
    >
      <div className={styles.stack}>
        <p>{t(kind === "archive" ? "groups.archiveText" : "groups.deleteText")}</p>
        {kind === "delete" && count === 1 ? (
          <Field label={t("groups.deleteType", { name })}>
            {({ id }) => (
              <TextInput id={id} value={typed} onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
        ) : null}
        {refusals.length === 0 ? null : (
          <Callout tone="error">
            <p>{t("groups.someFailed", { count: refusals.length })}</p>
            <ul>
              {refusals.map((refusal) => (
                <li key={refusal}>{refusal}</li>
              ))}
            </ul>
          </Callout>
        )}
      </div>
    </Confirm>
  );
}
