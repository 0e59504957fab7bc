import { useTranslation } from "react-i18next";

import { TextInput } from "@/ui/inputs";
import { toInstant, toLocal } from "@/ui/instants";
import { Select } from "@/ui/Select";

import styles from "./rules.module.css";

type TimeInputProps = {
  label: string;
  value: string;
  isDayOnly: boolean;
  onChange: (value: string | undefined) => void;
};

/** A day of the shop, or an instant, which is typed in the merchant's own time zone. */
export function TimeInput({ label, value, isDayOnly, onChange }: TimeInputProps) {
  const { t } = useTranslation();
  const isInstant = value.includes("T");
  return (
    <span className={styles.ends}>
      <TextInput
        aria-label={label}
        className={styles.date}
        type={isInstant ? "datetime-local" : "date"}
        value={isInstant ? toLocal(value) : value}
        max="9999-12-31"
        onChange={(event) => {
          const typed = event.target.value;
          onChange(typed === "" ? undefined : isInstant ? toInstant(typed) : typed);
        }}
      />
      {isDayOnly ? null : (
        <Select
          isSnug
          label={t("rules.precision")}
          options={[
            { value: "day", label: t("rules.wholeDay") },
            { value: "instant", label: t("rules.exactTime") },
          ]}
          value={isInstant ? "instant" : "day"}
          onChange={(precision) => {
            const day = value.slice(0, 10) || toLocal(new Date().toISOString()).slice(0, 10);
            onChange(precision === "day" ? day : toInstant(`${day}T00:00`));
          }}
        />
      )}
      {isInstant ? (
        <span className={styles.resolved}>
          {t("rules.yourTime", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </span>
      ) : null}
    </span>
  );
}
