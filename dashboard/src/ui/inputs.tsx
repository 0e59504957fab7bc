import { type ComponentProps, forwardRef } from "react";

import { cx } from "./cx";
import styles from "./Field.module.css";

type Invalid = { isInvalid?: boolean };

/** A line of text as macaw-ui draws it, with the role that a browser gives it. */
export const TextInput = forwardRef<HTMLInputElement, ComponentProps<"input"> & Invalid>(
  function TextInput({ isInvalid, className, ...props }, ref) {
    return (
      <input
        ref={ref}
        type="text"
        autoComplete="off"
        {...props}
        {...(isInvalid ? { "aria-invalid": true } : {})}
        className={cx(styles.input, className)}
      />
    );
  },
);

/** Several lines of text. */
export const TextArea = forwardRef<HTMLTextAreaElement, ComponentProps<"textarea"> & Invalid>(
  function TextArea({ isInvalid, className, ...props }, ref) {
    return (
      <textarea
        ref={ref}
        {...props}
        {...(isInvalid ? { "aria-invalid": true } : {})}
        className={cx(styles.input, styles.area, className)}
      />
    );
  },
);
