import { Spinner } from "@/ui/macaw";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { ApiError } from "@/api/client";
import { lookUp } from "@/i18n/look-up";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { useErrorText } from "@/ui/States";

import { Movers, Some } from "./Movers";
import styles from "./rules.module.css";
import type { RulePreview } from "./use-preview";

type PreviewProps = {
  preview: UseQueryResult<RulePreview | null, ApiError>;
  /** How many conditions are still to be filled in. */
  unfinished: number;
  isEmpty: boolean;
  isOfGroup: boolean;
};

/** Whom the rule would take in, as it stands now. */
export function Preview({ preview, unfinished, isEmpty, isOfGroup }: PreviewProps) {
  const { t } = useTranslation();
  const say = useErrorText();
  return (
    <aside className={styles.preview} aria-label={t("rules.preview.title")}>
      <h3 className={styles.previewTitle}>
        {t("rules.preview.title")}
        {preview.isFetching ? <Spinner /> : null}
      </h3>
      <div aria-live="polite">
        {isEmpty ? (
          <p className="muted">{t("rules.preview.empty")}</p>
        ) : unfinished > 0 ? (
          <p className="muted">{t("rules.preview.unfinished", { count: unfinished })}</p>
        ) : preview.error ? (
          <Callout tone="error">{say(preview.error)}</Callout>
        ) : preview.data ? (
          <Answer found={preview.data} isOfGroup={isOfGroup} />
        ) : (
          <p className="muted">{t("rules.preview.waiting")}</p>
        )}
      </div>
    </aside>
  );
}

function Answer({ found, isOfGroup }: { found: RulePreview; isOfGroup: boolean }) {
  const { t } = useTranslation();
  const say = useErrorText();
  const format = useFormat();
  if (found.errors.length > 0) {
    return (
      <Callout tone="error">
        <p>{t("rules.preview.refused")}</p>
        <ul>
          {found.errors.map((problem) => (
            <li key={`${problem.path ?? ""} ${problem.message}`}>{say(problem)}</li>
          ))}
        </ul>
      </Callout>
    );
  }
  const number = (value: number | null | undefined) => format.number(value ?? 0);
  return (
    <div className={styles.left}>
      <div>
        <div className={styles.count}>{number(found.count)}</div>
        <div className="muted">
          {t("rules.preview.share", {
            share: format.share(found.share ?? 0),
            population: number(found.population),
          })}
        </div>
      </div>
      <dl className={styles.facing}>
        {isOfGroup ? (
          <>
            <dt>{t("rules.preview.joins")}</dt>
            <dd>{number(found.joins)}</dd>
            <dt>{t("rules.preview.leaves")}</dt>
            <dd>{number(found.leaves)}</dd>
          </>
        ) : null}
        {found.unknown ? (
          <>
            <dt title={t("rules.preview.unknownHelp")}>{t("rules.preview.unknown")}</dt>
            <dd>{number(found.unknown)}</dd>
          </>
        ) : null}
      </dl>
      {found.warnings.map((warning) => (
        <Callout key={`${warning.path} ${warning.code}`} tone="warning">
          {lookUp(t, `rules.warning.${warning.code}`, warning.message)}
        </Callout>
      ))}
      {found.affects.length === 0 ? null : (
        <Callout tone="info">
          {t("rules.preview.affects", {
            users: format.list(found.affects.map((user) => user.sentence)),
          })}
        </Callout>
      )}
      <Movers found={found} />
      <Some title={t("rules.preview.sample")} of={found.count} customers={found.sample} />
    </div>
  );
}
