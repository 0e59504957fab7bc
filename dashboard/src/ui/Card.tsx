import { type ReactNode, useId } from "react";

import styles from "./Card.module.css";
import { cx } from "./cx";

type CardProps = {
  title?: string;
  help?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  isPlain?: boolean;
};

/** A titled part of a page. */
export function Card({ title, help, actions, children, isPlain = false }: CardProps) {
  const id = useId();
  return (
    <section
      className={cx(styles.card, isPlain && styles.plain)}
      {...(title === undefined ? {} : { "aria-labelledby": id })}
    >
      {title === undefined ? null : (
        <header className={styles.header}>
          <div>
            <h2 id={id} className={styles.title}>
              {title}
            </h2>
            {help === undefined ? null : <p className={styles.help}>{help}</p>}
          </div>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
