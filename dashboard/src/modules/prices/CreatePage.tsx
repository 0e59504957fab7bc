import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { CreatePriceListDocument, type PriceListErrorFragment } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { Page } from "@/ui/Page";
import { useErrorText } from "@/ui/States";
import { forgetDraft } from "@/ui/use-draft";

import { createInput, emptyForm, type FormValues } from "./form";
import { PriceListForm } from "./PriceListForm";
import { useChannels } from "./use-channels";

/** A new price list; for a group, where a link to this page names one. */
export function CreatePage() {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const host = useHost();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const [params] = useSearchParams();
  const group = params.get("group");
  const { currencies, isPending } = useChannels();
  const saved = useMemo((): FormValues => {
    const [only, ...others] = currencies;
    const currency = others.length === 0 ? (only ?? "") : "";
    return { ...emptyForm(), currency, groups: group === null ? [] : [group] };
  }, [currencies, group]);
  const [problems, setProblems] = useState<PriceListErrorFragment[]>([]);
  const [isDone, setDone] = useState(false);
  const { mutate, isPending: isBusy } = useChange(CreatePriceListDocument);
  const draft = ["prices new", group].filter(Boolean).join(" ");

  const create = (values: FormValues) => {
    setProblems([]);
    mutate(
      { input: createInput(values) },
      {
        onError: (error) =>
          host.notify({ status: "error", title: common("errors.failed"), text: say(error) }),
        onSuccess: ({ priceListCreate: result }) => {
          const list = result?.priceList;
          if (!list) {
            setProblems(result?.errors ?? []);
            return;
          }
          setDone(true);
          forgetDraft(draft);
          void client.invalidateQueries();
          host.notify({ status: "success", title: t("form.created", { name: list.name }) });
          void navigate(`/prices/${encodeURIComponent(list.id)}`, { replace: true });
        },
      },
    );
  };

  return (
    <Page title={t("form.createTitle")} backTo="/prices">
      {isPending ? null : (
        <PriceListForm
          saved={saved}
          name={draft}
          isNew
          isBusy={isBusy || isDone}
          problems={problems}
          onSave={create}
          onCancel={() => void navigate("/prices")}
        />
      )}
    </Page>
  );
}
