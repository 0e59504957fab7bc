import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ApiError } from "@/api/client";
import {
  CopyPriceListDocument,
  DeletePriceListDocument,
  type PriceListRowFragment,
  UpdatePriceListDocument,
} from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Confirm } from "@/ui/Confirm";
import { readDecimal } from "@/ui/decimals";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/inputs";
import { useErrorText } from "@/ui/States";

import styles from "./prices.module.css";

type List = Pick<PriceListRowFragment, "id" | "name" | "priceCount" | "groups">;
type Move = "ACTIVE" | "PAUSED" | "ARCHIVED";

/** Something that is about to be done with a price list, or with several. */
export type PriceListAction =
  | { kind: "copy"; list: List }
  | { kind: "move"; to: Move; lists: readonly List[] }
  | { kind: "delete"; lists: readonly List[] };

type PriceListActionsProps = {
  action: PriceListAction;
  onDone: () => void;
  /** After a list has gone, for a page that was its own. */
  onGone?: () => void;
};

/** Asks for what an action needs, does it, and tells what became of it. */
export function PriceListActions({ action, onDone, onGone }: PriceListActionsProps) {
  switch (action.kind) {
    case "copy":
      return <Copy list={action.list} onDone={onDone} />;
    case "move":
      return <Each kind={action.to} lists={action.lists} onDone={onDone} onGone={undefined} />;
    case "delete":
      return <Each kind="delete" lists={action.lists} onDone={onDone} onGone={onGone} />;
  }
}

function Copy({ list, onDone }: { list: List; onDone: () => void }) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const host = useHost();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const [name, setName] = useState<string>(t("copySuggestion", { name: list.name }));
  const [percentage, setPercentage] = useState("");
  const [problem, setProblem] = useState<{ field?: string | null; message: string }>();
  const { mutate, isPending } = useChange(CopyPriceListDocument);
  const change = readDecimal(percentage);
  const isWrong = percentage.trim() !== "" && change === undefined;
  const isAboutPercentage = problem?.field === "percentage";

  const copy = () => {
    if (isWrong) return;
    mutate(
      { id: list.id, name: name.trim(), percentage: change ?? null },
      {
        onError: (error) => setProblem({ message: say(error) }),
        onSuccess: ({ priceListCopy: result }) => {
          const [first] = result?.errors ?? [];
          if (first) {
            setProblem({ field: first.field, message: say(first) });
            return;
          }
          void client.invalidateQueries({ queryKey: ["prices"] });
          host.notify({ status: "success", title: t("copyDone") });
          onDone();
          const id = result?.priceList?.id;
          if (id) void navigate(`/prices/${encodeURIComponent(id)}`);
        },
      },
    );
  };

  return (
    <Confirm
      title={t("copyTitle", { name: list.name })}
      action={t("copy")}
      isBusy={isPending || isWrong || name.trim() === ""}
      onConfirm={copy}
      onClose={onDone}
    >
      <div className={styles.stack}>
        <Field
          label={t("copyName")}
          help={t("copyHelp")}
          error={isAboutPercentage ? undefined : problem?.message}
        >
          {(ids) => (
            <TextInput
              id={ids.id}
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              value={name}
              maxLength={250}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("copyPercentage")}
          help={t("copyPercentageHelp")}
          isOptional={common("common.optional")}
          error={
            isAboutPercentage
              ? problem.message
              : isWrong
                ? t("entry.problem.percentage")
                : undefined
          }
        >
          {(ids) => (
            <TextInput
              id={ids.id}
              inputMode="decimal"
              aria-describedby={ids.describedBy}
              isInvalid={ids.isInvalid}
              value={percentage}
              onChange={(event) => setPercentage(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Confirm>
  );
}

type EachProps = {
  kind: Move | "delete";
  lists: readonly List[];
  onDone: () => void;
  onGone: (() => void) | undefined;
};

const DONE = {
  ACTIVE: "activated",
  PAUSED: "paused",
  ARCHIVED: "archived",
  delete: "deleteDone",
} as const;
const TITLES = {
  ACTIVE: "activateTitle",
  PAUSED: "pauseTitle",
  ARCHIVED: "archiveTitle",
  delete: "deleteTitle",
} as const;
const ACTIONS = {
  ACTIVE: "activate",
  PAUSED: "pause",
  ARCHIVED: "archive",
  delete: "delete",
} as const;

/** One after the other, so that each refusal is told by its list. All of it asks first:
 * what customers pay changes at once. */
function Each({ kind, lists, onDone, onGone }: EachProps) {
  const { t } = useTranslation("prices");
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const update = useChange(UpdatePriceListDocument);
  const remove = useChange(DeletePriceListDocument);
  const [isBusy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const [refusals, setRefusals] = useState<string[]>([]);
  const count = lists.length;
  const name = lists[0]?.name ?? "";
  const asksName = kind === "delete" && count === 1 && (lists[0]?.priceCount ?? 0) > 0;
  const isTyped = !asksName || typed.trim() === name;

  const change = async (list: List): Promise<string | undefined> => {
    try {
      const errors =
        kind === "delete"
          ? (await remove.mutateAsync({ id: list.id })).priceListDelete?.errors
          : (await update.mutateAsync({ id: list.id, input: { status: kind } })).priceListUpdate
              ?.errors;
      const [problem] = errors ?? [];
      return problem && `${list.name}: ${say(problem)}`;
    } catch (error) {
      if (error instanceof ApiError) return `${list.name}: ${say(error)}`;
      throw error;
    }
  };

  const confirm = async () => {
    setBusy(true);
    const found: string[] = [];
    for (const list of lists) {
      const refusal = await change(list);
      if (refusal !== undefined) found.push(refusal);
    }
    setBusy(false);
    if (found.length < count) {
      const title = t(DONE[kind], { count: count - found.length, name });
      host.notify({ status: "success", title });
      onGone?.();
      void client.invalidateQueries();
    }
    if (found.length === 0) onDone();
    else setRefusals(found);
  };

  const prices = lists.reduce((sum, list) => sum + list.priceCount, 0);
  const groups = new Map(lists.flatMap((list) => list.groups).map((each) => [each.id, each.name]));
  return (
    <Confirm
      title={t(TITLES[kind], { count, name })}
      action={t(ACTIONS[kind])}
      isDangerous={kind === "delete"}
      isBusy={isBusy || !isTyped || refusals.length > 0}
      onConfirm={() => void confirm()}
      onClose={onDone}
    >
      <div className={styles.stack}>
        <p>
          {kind === "delete"
            ? t("deleteText")
            : t(kind === "ACTIVE" ? "activateText" : "endText", {
                count: prices,
                number: format.number(prices),
                groups: format.list([...groups.values()]),
              })}
        </p>
        {asksName ? (
          <Field label={t("deleteType", { name })}>
            {({ id }) => (
              <TextInput id={id} value={typed} onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
        ) : null}
        {refusals.length === 0 ? null : (
          <Callout tone="error">
            <p>{t("someFailed", { count: refusals.length })}</p>
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
