import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { type PriceListErrorFragment, UpdatePriceListDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useErrorText } from "@/ui/States";
import { forgetDraft } from "@/ui/use-draft";

import { formOf, type FormValues, updateInput } from "./form";
import { PriceListForm } from "./PriceListForm";
import { usePriceList } from "./PriceListPage";

/** What the list is made of but its prices, to change. */
export function SettingsTab() {
  const { t: common } = useTranslation();
  const host = useHost();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const list = usePriceList();
  const saved = useMemo(() => formOf(list), [list]);
  const [problems, setProblems] = useState<PriceListErrorFragment[]>([]);
  const { mutate, isPending } = useChange(UpdatePriceListDocument);

  const save = (values: FormValues) => {
    setProblems([]);
    mutate(
      { id: list.id, input: updateInput(saved, values) },
      {
        onError: (error) =>
          host.notify({ status: "error", title: common("errors.failed"), text: say(error) }),
        onSuccess: ({ priceListUpdate: result }) => {
          const errors = result?.errors ?? [];
          setProblems(errors);
          if (errors.length > 0) return;
          forgetDraft(list.id);
          void client.invalidateQueries();
          host.notify({ status: "success", title: common("form.saved") });
        },
      },
    );
  };

  return (
    <PriceListForm
      key={list.updatedAt}
      saved={saved}
      name={list.id}
      campaign={list.campaign}
      isBusy={isPending}
      problems={problems}
      onSave={save}
      onCancel={() => void navigate("../prices", { relative: "path" })}
    />
  );
}
