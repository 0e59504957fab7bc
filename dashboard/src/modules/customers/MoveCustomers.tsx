import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { AddMembersDocument, RemoveMembersDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Confirm } from "@/ui/Confirm";
import { type Refusal, useErrorText } from "@/ui/States";

import styles from "./customers.module.css";
import { GroupsFilter } from "./GroupsFilter";

type MoveCustomersProps = {
  kind: "add" | "remove";
  customers: string[];
  onClose: () => void;
  onDone: () => void;
};

/** Puts the selected customers into a manual group, or takes them out of one. */
export function MoveCustomers({ kind, customers, onClose, onDone }: MoveCustomersProps) {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const [chosen, setChosen] = useState<string[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const add = useChange(AddMembersDocument);
  const remove = useChange(RemoveMembersDocument);
  const [id] = chosen;
  const isAdding = kind === "add";

  const told = (errors: Refusal[] | undefined, moved: number | null | undefined) => {
    const [problem] = errors ?? [];
    if (problem) {
      setRefusal(say(problem));
      return;
    }
    void client.invalidateQueries();
    host.notify({
      status: "success",
      title: t(isAdding ? "customers.added" : "customers.removed", {
        count: moved ?? 0,
        number: format.number(moved ?? 0),
      }),
    });
    onDone();
    onClose();
  };

  const move = () => {
    if (id === undefined) return;
    const variables = { id, customers };
    const onError = (error: Parameters<typeof say>[0]) => setRefusal(say(error));
    if (isAdding) {
      add.mutate(variables, {
        onError,
        onSuccess: ({ customerGroupMembersAdd: result }) => told(result?.errors, result?.joined),
      });
    } else {
      remove.mutate(variables, {
        onError,
        onSuccess: ({ customerGroupMembersRemove: result }) => told(result?.errors, result?.left),
      });
    }
  };

  return (
    <Confirm
      title={t(isAdding ? "customers.addTitle" : "customers.removeTitle", {
        count: customers.length,
        number: format.number(customers.length),
      })}
      action={t(isAdding ? "customers.addAction" : "customers.removeAction")}
      isDangerous={!isAdding}
      isBusy={id === undefined || add.isPending || remove.isPending}
      onConfirm={move}
      onClose={onClose}
    >
      <div className={styles.stack}>
        <GroupsFilter
          label={t("customers.manualGroup")}
          help={t("customers.manualHelp")}
          values={chosen}
          isSingle
          where={{ kind: { eq: "MANUAL" } }}
          onChange={setChosen}
        />
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      </div>
    </Confirm>
  );
}
