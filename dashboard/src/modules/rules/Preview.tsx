import { Spinner } from "@/ui/macaw";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { ApiError } from "@/api/client";
import type { PreviewCustomerFragment } from "@/api/generated/graphql";
import { lookUp } from "@/i18n/look-up";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { useErrorText } from "@/ui/States";

import styles from "./rules.module.css";
import type { RulePreview } from "./use-preview";

const SHOWN = 5;

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
      <Some title={t("rules.preview.joining")} of={found.joins} customers={found.joining} />
      <Some title={t("rules.preview.leaving")} of={found.leaves} customers={found.leaving} />
      <Some title={t("rules.preview.sample")} of={found.count} customers={found.sample} />
    </div>
  );
}

type SomeProps = {
  title: string;
  /** How many there are in all. */
  of: number | null | undefined;
  customers: readonly PreviewCustomerFragment[];
};

/** The first few of several customers, and how many more there are. */
function Some({ title, of, customers }: SomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (customers.length === 0) return null;
  const shown = customers.slice(0, SHOWN);
  const more = (of ?? 0) - shown.length;
  return (
    <section>
      <h4 className={styles.someTitle}>{title}</h4>
      <ul className={styles.sample}>
        {shown.map((customer) => (
          <li key={customer.id}>
            {customer.name}
            {customer.email && customer.email !== customer.name ? (
              <div className="muted">{customer.email}</div>
            ) : null}
          </li>
        ))}
        {more > 0 ? (
          <li className="muted">
            {t("rules.preview.more", { count: more, number: format.number(more) })}
          </li>
        ) : null}
      </ul>
    </section>
  );
}
