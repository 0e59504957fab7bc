import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { RemoveMembersDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Confirm } from "@/ui/Confirm";
import { useErrorText } from "@/ui/States";

import styles from "../group.module.css";

type RemoveMembersProps = {
  group: { id: string; name: string };
  customers: string[];
  onClose: () => void;
};

/** Takes customers out of a manual group, after a question. */
export function RemoveMembers({ group, customers, onClose }: RemoveMembersProps) {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(RemoveMembersDocument);
  const count = customers.length;

  const remove = () =>
    mutate(
      { id: group.id, customers },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupMembersRemove: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          void client.invalidateQueries();
          host.refreshDashboard();
          const left = result?.left ?? 0;
          host.notify({
            status: left === count ? "success" : "info",
            title: t("members.remove.done", { count: left, number: format.number(left) }),
            ...(left < count ? { text: t("members.remove.someStay") } : {}),
          });
          onClose();
        },
      },
    );

  return (
    <Confirm
      title={t("members.remove.title", { count, number: format.number(count), name: group.name })}
      action={t("members.remove.open")}
      isDangerous
      isBusy={isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className={styles.stack}>
        <p>{t("members.remove.text")}</p>
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      </div>
    </Confirm>
  );
}
