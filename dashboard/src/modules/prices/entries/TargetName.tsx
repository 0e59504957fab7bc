import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Target } from "./breaks";
import styles from "./entries.module.css";

/** What a price is for: its name, with its kind and what files call it. */
export function TargetName({ target }: { target: Target }) {
  const { t } = useTranslation("prices");
  const name = useTargetName();
  const details = [
    target.kind === "ALL" ? "" : t(`kind.${target.kind}`),
    target.code === target.name ? "" : target.code,
  ];
  return (
    <span className={styles.target}>
      <strong>{name(target)}</strong>
      <span className="muted">{details.filter(Boolean).join(" · ")}</span>
    </span>
  );
}

/** The API names all products in English only. */
export function useTargetName(): (target: Pick<Target, "kind" | "name">) => string {
  const { t } = useTranslation("prices");
  return useCallback(({ kind, name }) => (kind === "ALL" ? t("kind.ALL") : name), [t]);
}
