import { Button } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { AddMembersDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { GroupsFilter } from "@/modules/customers/GroupsFilter";
import { Callout } from "@/ui/Callout";
import { useErrorText } from "@/ui/States";

import { listParam } from "./params";
import styles from "./widgets.module.css";

/** From the Dashboard's customer list: puts the selected customers into a manual group. */
export function AddToGroupPopup() {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const say = useErrorText();
  const [params] = useSearchParams();
  const customers = [...listParam(params, "customerIds"), ...listParam(params, "customerId")];
  const [chosen, setChosen] = useState<string[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useChange(AddMembersDocument);
  const [id] = chosen;
  const count = customers.length;

  const add = () =>
    mutate(
      { id: id ?? "", customers },
      {
        onError: (error) => setRefusal(say(error)),
        onSuccess: ({ customerGroupMembersAdd: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem) {
            setRefusal(say(problem));
            return;
          }
          host.notify({
            status: "success",
            title: t("customers.added", {
              count: result?.joined ?? 0,
              number: format.number(result?.joined ?? 0),
            }),
          });
          host.close();
        },
      },
    );

  return (
    <div className={styles.popup}>
      <h1 className={styles.title}>
        {t("customers.addTitle", { count, number: format.number(count) })}
      </h1>
      {count === 0 ? <Callout tone="info">{t("widgets.popup.nobody")}</Callout> : null}
      <GroupsFilter
        label={t("customers.manualGroup")}
        help={t("customers.manualHelp")}
        values={chosen}
        isSingle
        where={{ kind: { eq: "MANUAL" }, isDefault: false }}
        onChange={setChosen}
      />
      {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      <footer className={styles.foot}>
        <Button type="button" variant="secondary" onClick={host.close}>
          {t("common.cancel")}
        </Button>
        <Button type="button" disabled={id === undefined || count === 0 || isPending} onClick={add}>
          {t("customers.addAction")}
        </Button>
      </footer>
    </div>
  );
}
