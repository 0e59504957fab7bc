import { type ReactNode, useId } from "react";

import styles from "./Field.module.css";
import { cx } from "./cx";

export type FieldIds = { id: string; describedBy: string | undefined; isInvalid: boolean };

type FieldProps = {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  /** Leaves the label to screen readers, where the place says enough to the eye. */
  isLabelHidden?: boolean;
  isOptional?: string;
  children: (ids: FieldIds) => ReactNode;
};

/** A labelled control with its help and what is wrong with it. */
export function Field({ label, help, error, isLabelHidden, isOptional, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(help) || Boolean(error);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : styles.label}>
        {label}
        {isOptional ? <span className={styles.optional}>{isOptional}</span> : null}
      </label>
      {children({ id, describedBy: hasNote ? noteId : undefined, isInvalid: Boolean(error) })}
      {hasNote ? (
        <div id={noteId} className={cx(styles.note, error && styles.error)}>
          {error ?? help}
        </div>
      ) : null}
    </div>
  );
}
