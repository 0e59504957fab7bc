import { Button, Skeleton } from "@/ui/macaw";
import { useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import {
  AddMembersDocument,
  type CustomerQuery,
  RemoveMembersDocument,
} from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { GroupsFilter } from "@/modules/customers/GroupsFilter";
import { Callout } from "@/ui/Callout";
import { cx } from "@/ui/cx";
import { type Refusal, useErrorText } from "@/ui/States";

import { GroupName } from "./GroupName";
import { idParam } from "./params";
import { useCustomer } from "./use-customer";
import { useHeight } from "./use-height";
import styles from "./widgets.module.css";

/** On a customer's page: his groups, since when and why; the manual ones can be changed. */
export function CustomerWidget() {
  const { t } = useTranslation();
  const format = useFormat();
  const host = useHost();
  const client = useQueryClient();
  const say = useErrorText();
  const [params] = useSearchParams();
  const id = idParam(params, "customerId");
  const { data, error, isPending } = useCustomer(id, { hasNear: true });
  const customer = data?.customerGroupCustomer;
  const ref = useHeight<HTMLDivElement>();
  const [isAdding, setAdding] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const add = useChange(AddMembersDocument);
  const remove = useChange(RemoveMembersDocument);

  const told = (errors: Refusal[] | undefined) => {
    const [problem] = errors ?? [];
    setRefusal(problem && say(problem));
    if (problem) return;
    setAdding(false);
    void client.invalidateQueries();
    host.refreshDashboard();
  };
  const onError = (fault: Parameters<typeof say>[0]) => setRefusal(say(fault));
  const put = (group: string) =>
    add.mutate(
      { id: group, customers: [id ?? ""] },
      { onError, onSuccess: ({ customerGroupMembersAdd: result }) => told(result?.errors) },
    );
  const take = (group: string) =>
    remove.mutate(
      { id: group, customers: [id ?? ""] },
      { onError, onSuccess: ({ customerGroupMembersRemove: result }) => told(result?.errors) },
    );

  return (
    <div ref={ref} className={cx(styles.widget, isAdding && styles.roomy)}>
      {/* The Dashboard writes the title above. */}
      <h1 className="visually-hidden">{t("app.title")}</h1>
      {customer ? (
        <div>
          <Button
            type="button"
            variant="secondary"
            size="small"
            icon={isAdding ? <X size={14} /> : <Plus size={14} />}
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            {t(isAdding ? "common.cancel" : "widgets.customer.add")}
          </Button>
        </div>
      ) : null}
      {isAdding ? (
        <GroupsFilter
          label={t("widgets.customer.choose")}
          values={[]}
          isSingle
          where={{ kind: { eq: "MANUAL" }, isDefault: false }}
          onChange={([group]) => group && put(group)}
        />
      ) : null}
      {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      {error ? <Callout tone="error">{say(error)}</Callout> : null}
      {isPending && id !== undefined ? <Skeleton height={10} /> : null}
      {(customer === null || id === undefined) && !error ? (
        <p className="muted">{t("widgets.customer.unknown")}</p>
      ) : null}
      <ul className={styles.list}>
        {customer?.groups.map(({ group, since, via, why }) => (
          <li key={group.id}>
            <div className={styles.line}>
              <GroupName group={group} />
              {since ? (
                <time className="muted" dateTime={since} title={format.instant(since)}>
                  {format.date(since)}
                </time>
              ) : null}
              {group.kind === "MANUAL" && !group.isDefault && via === "OWN" ? (
                <button
                  type="button"
                  className={styles.drop}
                  aria-label={t("common.remove", { name: group.name })}
                  disabled={remove.isPending}
                  onClick={() => take(group.id)}
                >
                  <X size={14} aria-hidden />
                </button>
              ) : null}
            </div>
            <p className={styles.why}>{why}</p>
          </li>
        ))}
      </ul>
      <NearGroups near={customer?.nearGroups ?? []} />
    </div>
  );
}

type Near = NonNullable<NonNullable<CustomerQuery["customerGroupCustomer"]>["nearGroups"]>;

/** What the customer lacks for other groups, and nothing else. */
function NearGroups({ near }: { near: Near }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (near.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{t("widgets.customer.near")}</h2>
      <ul className={styles.list}>
        {near.map(({ group, conditions }) => (
          <li key={group.id}>
            <div className={styles.line}>
              <GroupName group={group} />
              <span>{format.list(conditions.map(({ gap }) => gap ?? ""))}</span>
            </div>
            <p className={styles.why}>
              {format.list(conditions.map(({ sentence }) => format.capital(sentence)))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
