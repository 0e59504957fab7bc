import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";

import type { Break } from "./breaks";
import styles from "./entries.module.css";

type BreakLinesProps = { breaks: readonly Break[]; currency: string };

/** What one piece costs, a line for each quantity. */
export function BreakLines({ breaks, currency }: BreakLinesProps) {
  const { t } = useTranslation("prices");
  const format = useFormat();
  const say = useAdjustment(currency);
  return (
    <ul className={styles.lines}>
      {breaks.map((each) => (
        <li key={each.fromQuantity}>
          {breaks.length === 1 && each.fromQuantity === 1 ? null : (
            <span className={styles.from}>
              {t("entry.from", { quantity: format.number(each.fromQuantity) })}
            </span>
          )}
          <span>{say(each)}</span>
        </li>
      ))}
    </ul>
  );
}

/** An amount, or how much less or more than the list price. */
export function useAdjustment(currency: string) {
  const { t } = useTranslation("prices");
  const format = useFormat();
  return ({ amount, percentage }: Pick<Break, "amount" | "percentage">): string => {
    if (typeof amount === "number") return format.money(amount, currency);
    if (!percentage) return t("entry.asListed");
    return t(percentage < 0 ? "entry.percentLess" : "entry.percentMore", {
      percentage: format.percentage(Math.abs(percentage)),
    });
  };
}
