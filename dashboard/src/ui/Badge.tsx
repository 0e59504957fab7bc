import type { ReactNode } from "react";

import styles from "./Badge.module.css";
import { cx } from "./cx";

export type Tone = "neutral" | "info" | "success" | "warning" | "critical";

/** A short word about something. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={cx(styles.badge, styles[tone])}>{children}</span>;
}

/** A group's colour, for the eye only. */
export function ColourDot({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden
      className={cx(styles.dot, !colour && styles.none)}
      style={colour ? { backgroundColor: colour } : undefined}
    />
  );
}
