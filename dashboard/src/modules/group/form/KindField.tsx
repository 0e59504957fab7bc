import { Hand, Zap } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { FormValues } from "../form";
import styles from "../group.module.css";

const ICONS = { MANUAL: Hand, DYNAMIC: Zap } as const;

/** How members come into a group: decided once. */
export function KindField() {
  const { t } = useTranslation();
  const { register } = useFormContext<FormValues>();
  return (
    <fieldset className={styles.kinds}>
      <legend className="visually-hidden">{t("group.form.kindTitle")}</legend>
      {(["MANUAL", "DYNAMIC"] as const).map((kind) => {
        const Icon = ICONS[kind];
        return (
          <label key={kind} className={styles.kind}>
            <input type="radio" value={kind} {...register("kind")} />
            <Icon size={18} aria-hidden />
            <span>
              <strong>{t(`kind.${kind}`)}</strong>
              <span className={styles.kindHelp}>{t(`group.form.kindHelp.${kind}`)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
