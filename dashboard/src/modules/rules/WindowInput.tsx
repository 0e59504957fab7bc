import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";
import { Select } from "@/ui/Select";

import { UNITS, type Unit, type Window } from "./document";
import { NumberInput } from "./NumberInput";
import styles from "./rules.module.css";
import { useVocabulary } from "./use-vocabulary";
import { windowEnd, windowStart } from "./windows";

type WindowInputProps = {
  label: string;
  window: Window;
  isWholeDays: boolean;
  /** What the window reaches to: from then until now, everything before then, or from now. */
  direction: "past" | "before" | "future";
  onChange: (window: Window) => void;
};

/** A length of time, with the day that it means today. */
export function WindowInput({ label, window, isWholeDays, direction, onChange }: WindowInputProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const unit = UNITS.find((each) => each in window) ?? "days";
  const count = window[unit];
  const set = (next: Unit, number: number | undefined) => onChange({ [next]: number ?? 0 });
  const zone = useVocabulary().vocabulary?.timeZone ?? "UTC";
  const reach = direction === "future" ? windowEnd : windowStart;
  const end = reach(window, new Date(), zone);
  return (
    <span className={styles.ends}>
      <NumberInput
        label={label}
        value={count === 0 ? undefined : count}
        isWhole
        onChange={(next) => set(unit, typeof next === "number" ? next : undefined)}
      />
      <Select<Unit>
        isSnug
        label={t("rules.unit")}
        options={UNITS.filter((each) => !isWholeDays || each !== "hours").map((value) => ({
          value,
          label: t(`rules.units.${value}`),
        }))}
        value={unit}
        onChange={(next) => set(next, count)}
      />
      {end === undefined ? null : (
        <span className={styles.resolved}>
          {t(`rules.resolved.${direction}`, {
            at: end.isDay ? format.day(end.at) : format.instant(end.at),
          })}
        </span>
      )}
    </span>
  );
}
