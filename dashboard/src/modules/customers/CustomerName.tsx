import { useHost } from "@/host/host";

import styles from "./customers.module.css";

type CustomerNameProps = {
  customer: { id: string; key: string; name: string; email: string };
  /** Where the e-mail stands in a column of its own. */
  isShort?: boolean;
};

/** A customer's name and e-mail; inside the Dashboard it leads to the customer's page. */
export function CustomerName({ customer, isShort = false }: CustomerNameProps) {
  const host = useHost();
  const name = customer.name || customer.key;
  return (
    <span className={styles.customer}>
      {host.kind === "dashboard" ? (
        <button
          type="button"
          className={styles.link}
          onClick={() => host.openInDashboard(`/customers/${encodeURIComponent(customer.id)}`)}
        >
          {name}
        </button>
      ) : (
        <span className={styles.name}>{name}</span>
      )}
      {!isShort && customer.email && customer.email !== name ? (
        <span className="muted">{customer.email}</span>
      ) : null}
    </span>
  );
}
