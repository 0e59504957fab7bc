import { useTranslation } from "react-i18next";

import styles from "@/ui/Field.module.css";
import { cx } from "@/ui/cx";

/** What is wrong: a key of our own texts, or what the server has said. */
export function useProblemText(): (message: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (message) =>
    message?.startsWith("group.form.problem.") ? t(message as "group.form.problem.name") : message;
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
