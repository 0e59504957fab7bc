import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import styles from "./Callout.module.css";
import { cx } from "./cx";

const ICONS = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
} as const;

type CalloutProps = {
  tone: keyof typeof ICONS;
  children: ReactNode;
  action?: ReactNode;
};

/** A remark that stands out. Errors are read out when they appear. */
export function Callout({ tone, children, action }: CalloutProps) {
  const Icon = ICONS[tone];
  return (
    <div className={cx(styles.callout, styles[tone])} role={tone === "error" ? "alert" : undefined}>
      <Icon size={16} aria-hidden />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
