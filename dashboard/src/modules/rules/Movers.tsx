import { useTranslation } from "react-i18next";

import type { PreviewCustomerFragment } from "@/api/generated/graphql";
import { useFormat } from "@/i18n/use-format";

import styles from "./rules.module.css";
import type { RulePreview } from "./use-preview";

const SHOWN = 5;

type MoversProps = { found: Pick<RulePreview, "joins" | "joining" | "leaves" | "leaving"> };

/** A few of those who would join a group, and of those who would leave it. */
export function Movers({ found }: MoversProps) {
  const { t } = useTranslation();
  return (
    <>
      <Some title={t("rules.preview.joining")} of={found.joins} customers={found.joining} />
      <Some title={t("rules.preview.leaving")} of={found.leaves} customers={found.leaving} />
    </>
  );
}

type SomeProps = {
  title: string;
  /** How many there are in all. */
  of: number | null | undefined;
  customers: readonly PreviewCustomerFragment[];
};

/** The first few of several customers, and how many more there are. */
export function Some({ title, of, customers }: SomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (customers.length === 0) return null;
  const shown = customers.slice(0, SHOWN);
  const more = (of ?? 0) - shown.length;
  return (
    <section>
      <h4 className={styles.someTitle}>{title}</h4>
      <ul className={styles.sample}>
        {shown.map((customer) => (
          <li key={customer.id}>
            {customer.name}
            {customer.email && customer.email !== customer.name ? (
              <div className="muted">{customer.email}</div>
            ) : null}
          </li>
        ))}
        {more > 0 ? (
          <li className="muted">
            {t("rules.preview.more", { count: more, number: format.number(more) })}
          </li>
        ) : null}
      </ul>
    </section>
  );
}
