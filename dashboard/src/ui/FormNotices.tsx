import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";

import { Callout } from "./Callout";
import styles from "./FormNotices.module.css";
import { Button } from "./macaw";

type FormNoticesProps = {
  /** When the changes were made that a kept draft brought back. */
  restoredAt?: string | undefined;
  onDiscard: () => void;
  /** What is wrong with none of the fields. */
  problems: readonly string[];
};

/** What stands above a form: that changes were brought back, and what is wrong with it. */
export function FormNotices({ restoredAt, onDiscard, problems }: FormNoticesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {restoredAt === undefined ? null : (
        <div className={styles.notice}>
          <Callout
            tone="info"
            action={
              <Button type="button" variant="secondary" size="small" onClick={onDiscard}>
                {t("common.discard")}
              </Button>
            }
          >
            {t("form.restored", { at: format.instant(restoredAt) })}
          </Callout>
        </div>
      )}
      {problems.length === 0 ? null : (
        <div className={styles.notice}>
          <Callout tone="error">
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Callout>
        </div>
      )}
    </>
  );
}
