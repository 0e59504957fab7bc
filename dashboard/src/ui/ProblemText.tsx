import { useTranslation } from "react-i18next";

import { cx } from "./cx";
import styles from "./Field.module.css";

/** What is wrong: a key of our own texts, or what the server has said. */
export function useProblemText(): (message: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation();
  return (message) => (message && i18n.exists(message) ? t(message as "common.no") : message);
}

export function ProblemText({ message }: { message: string | undefined }) {
  const say = useProblemText();
  if (!message) return null;
  return (
    <p role="alert" className={cx(styles.note, styles.error)}>
      {say(message)}
    </p>
  );
}
