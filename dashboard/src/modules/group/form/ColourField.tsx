import { useTranslation } from "react-i18next";

import { cx } from "@/ui/cx";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/inputs";

import styles from "../group.module.css";

/** Colours that can be told apart on light and on dark ground. */
const PALETTE = [
  "#2563eb",
  "#0d9488",
  "#16a34a",
  "#ca8a04",
  "#ea580c",
  "#dc2626",
  "#db2777",
  "#9333ea",
  "#64748b",
] as const;

type ColourFieldProps = {
  value: string;
  problem: string | undefined;
  onChange: (colour: string) => void;
};

/** A colour for lists and charts: one of a few, or any. */
export function ColourField({ value, problem, onChange }: ColourFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t("group.form.colour")} error={problem} isOptional={t("common.optional")}>
      {(ids) => (
        <div className={styles.colours}>
          <TextInput
            id={ids.id}
            className={styles.colourText}
            placeholder="#2563eb"
            maxLength={7}
            aria-describedby={ids.describedBy}
            isInvalid={ids.isInvalid}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {PALETTE.map((colour) => (
            <button
              key={colour}
              type="button"
              className={cx(styles.swatch, value === colour && styles.chosen)}
              style={{ backgroundColor: colour }}
              aria-label={t("group.form.colourChoice", { colour })}
              aria-pressed={value === colour}
              onClick={() => onChange(value === colour ? "" : colour)}
            />
          ))}
        </div>
      )}
    </Field>
  );
}
