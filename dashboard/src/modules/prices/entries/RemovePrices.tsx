import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { RemovePricesDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Confirm } from "@/ui/Confirm";
import { useErrorText } from "@/ui/States";

import styles from "../prices.module.css";
import type { Target } from "./breaks";

type RemovePricesProps = {
  list: { id: string };
  targets: readonly Pick<Target, "kind" | "id">[];
  onClose: () => void;
};

/** Takes targets out of a list, after a question. */
export function RemovePrices({ list, targets, onClose }: RemovePricesProps) {
  const { t } = useTranslation("prices");
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(RemovePricesDocument);
  const counted = (count: number) => ({ count, number: format.number(count) });

  const remove = () =>
    mutate(
      {
        id: list.id,
        targets: targets.map(({ kind, id }) => ({ kind, ...(id ? { id } : {}) })),
      },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ priceListPricesRemove: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          void client.invalidateQueries({ queryKey: ["prices"] });
          const title = t("entry.removeDone", counted(result?.removed ?? 0));
          host.notify({ status: "success", title });
          onClose();
        },
      },
    );

  return (
    <Confirm
      title={t("entry.removeTitle", counted(targets.length))}
      action={t("entry.remove")}
      isDangerous
      isBusy={isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className={styles.stack}>
        <p>{t("entry.removeText")}</p>
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      </div>
    </Confirm>
  );
}
