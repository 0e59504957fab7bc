import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { SetPricesDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useErrorText } from "@/ui/States";

import { type BreakProblems, pricesOf, problemsOf, type Target, type TypedBreak } from "./breaks";

/** Saves what is typed as all that the list says of a target. */
export function useSetPrices(list: { id: string; currency: string }, onDone: () => void) {
  const { t } = useTranslation("prices");
  const host = useHost();
  const client = useQueryClient();
  const say = useErrorText();
  const [problems, setProblems] = useState<BreakProblems[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(SetPricesDocument);

  const save = (target: Pick<Target, "kind" | "id">, typed: readonly TypedBreak[]) => {
    const found = problemsOf(typed, list.currency);
    setProblems(found);
    setRefusal(undefined);
    if (found.some((each) => each.quantity ?? each.value)) return;
    mutate(
      { id: list.id, prices: pricesOf(target, typed), replacesBreaks: true },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ priceListPricesSet: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          void client.invalidateQueries({ queryKey: ["prices"] });
          host.notify({ status: "success", title: t("entry.saved") });
          onDone();
        },
      },
    );
  };

  return { save, isBusy: isPending, problems, refusal };
}
