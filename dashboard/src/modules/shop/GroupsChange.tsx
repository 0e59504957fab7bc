import { useTranslation } from "react-i18next";

import type { CustomerQuery } from "@/api/generated/graphql";
import { GroupLink } from "@/modules/groups/GroupLink";
import { Badge } from "@/ui/Badge";

import { movements } from "./basket";
import styles from "./shop.module.css";

export type CustomerGroups = NonNullable<CustomerQuery["customerGroupCustomer"]>["groups"];

type GroupsChangeProps = {
  /** As they were when the last order was placed; undefined without one. */
  before: CustomerGroups | undefined;
  now: CustomerGroups;
};

/** A customer's groups now and why, and what an order changed about them. */
export function GroupsChange({ before, now }: GroupsChangeProps) {
  const { t } = useTranslation();
  const had = (before ?? now).map(({ group }) => group);
  const whys = new Map(now.map(({ group, why }) => [group.id, why]));
  return (
    <>
      {before === undefined ? null : (
        <section>
          <h3 className={styles.heading}>{t("shop.before")}</h3>
          <p className={styles.groups}>
            {had.map((group) => (
              <GroupLink key={group.id} group={group} />
            ))}
          </p>
        </section>
      )}
      <section aria-live="polite">
        <h3 className={styles.heading}>{t("shop.now")}</h3>
        <ul className={styles.list}>
          {movements(
            had,
            now.map(({ group }) => group),
          ).map(({ group, movement }) => (
            <li key={group.id}>
              <GroupLink group={group} />
              {movement === "stayed" ? null : (
                <Badge tone={movement === "joined" ? "success" : "warning"}>
                  {t(movement === "joined" ? "change.JOINED" : "change.LEFT")}
                </Badge>
              )}
              <p className={styles.why}>{whys.get(group.id)}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
