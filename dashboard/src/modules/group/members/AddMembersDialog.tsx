import { Button, Checkbox } from "@/ui/macaw";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { AddMembersDocument, FindCustomersDocument } from "@/api/generated/graphql";
import { useApi, useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { TextInput } from "@/ui/inputs";
import { useErrorText } from "@/ui/States";
import { useDebounced } from "@/ui/use-debounced";

import styles from "./members.module.css";

/** As many as the API takes at once. */
const MOST = 1000;

type Found = { id: string; key: string; name: string; email: string };
type AddMembersDialogProps = { group: { id: string; name: string }; onClose: () => void };

/** Finds customers and puts them into a manual group: some of them, or all that are found. */
export function AddMembersDialog({ group, onClose }: AddMembersDialogProps) {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const client = useQueryClient();
  const say = useErrorText();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Found>>(new Map());
  const [refusal, setRefusal] = useState<string>();
  const search = useDebounced(text.trim(), 250);
  const { data, isFetching } = useApi(
    ["customers", "find"],
    FindCustomersDocument,
    { search },
    { enabled: search !== "", keepsPrevious: true },
  );
  const { mutate, isPending } = useChange(AddMembersDocument);
  const page = search === "" ? undefined : data?.customersByGroups;
  const found = page?.edges.map((edge) => edge.node) ?? [];
  const total = page?.totalCount ?? 0;

  const toggle = (customer: Found) => {
    const next = new Map(chosen);
    if (!next.delete(customer.id)) next.set(customer.id, customer);
    setChosen(next);
  };

  const add = (whom: { customers: string[] } | { search: string }) =>
    mutate(
      { id: group.id, ...whom },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupMembersAdd: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          void client.invalidateQueries();
          host.refreshDashboard();
          const joined = result?.joined ?? 0;
          host.notify({
            status: "success",
            title: t("members.add.done", {
              count: joined,
              number: format.number(joined),
              name: group.name,
            }),
          });
          onClose();
        },
      },
    );

  return (
    <Dialog
      title={t("members.add.title", { name: group.name })}
      onClose={onClose}
      footer={
        <>
          {total > found.length && total <= MOST ? (
            <Button
              type="button"
              variant="secondary"
              disabled={isPending}
              onClick={() => add({ search })}
            >
              {t("members.add.all", { count: total, number: format.number(total) })}
            </Button>
          ) : null}
          <Button
            type="button"
            disabled={chosen.size === 0 || isPending}
            onClick={() => add({ customers: [...chosen.keys()] })}
          >
            {t("members.add.chosen", { count: chosen.size })}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextInput
          type="search"
          aria-label={t("members.add.search")}
          placeholder={t("members.add.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul className={styles.found} aria-label={t("members.add.found")} aria-busy={isFetching}>
          {found.map((customer) => (
            <li key={customer.id}>
              <Checkbox checked={chosen.has(customer.id)} onCheckedChange={() => toggle(customer)}>
                <span>
                  {customer.name || customer.key}
                  {customer.email && customer.email !== customer.name ? (
                    <span className="muted"> {customer.email}</span>
                  ) : null}
                </span>
              </Checkbox>
            </li>
          ))}
        </ul>
        <p className="muted" aria-live="polite">
          {search === ""
            ? t("members.add.hint")
            : total > found.length
              ? t("members.add.more", {
                  shown: format.number(found.length),
                  total: format.number(total),
                })
              : page && total === 0
                ? t("common.nothingFound")
                : null}
        </p>
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      </div>
    </Dialog>
  );
}
