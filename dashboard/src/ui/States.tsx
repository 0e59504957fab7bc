import { Button } from "@/ui/macaw";
import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { type ApiError } from "@/api/client";

import styles from "./States.module.css";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all there is on the page. */
  isPage?: boolean;
};

/** What stands in place of a list that has nothing to show. */
export function EmptyState(props: EmptyStateProps) {
  const { icon: Icon, title, children, action, isPage = false } = props;
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={styles.state}>
      <Icon size={28} strokeWidth={1.5} aria-hidden />
      <Title className={styles.title}>{title}</Title>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

/** What the API's refusal means, in a sentence. */
export function useErrorText(): (error: ApiError) => string {
  const { t } = useTranslation();
  return (error) => {
    switch (error.kind) {
      case "network":
        return t("errors.network");
      case "token":
        return t("errors.token");
      case "permission":
        return t("errors.permission");
      case "server":
        return t("errors.server");
      case "refused":
        return error.message || t("errors.server");
    }
  };
}

type ErrorStateProps = { error: ApiError; onRetry?: () => void };

/** What stands in place of something that could not be loaded. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  const say = useErrorText();
  return (
    <div className={styles.state} role="alert">
      <CircleAlert size={28} strokeWidth={1.5} aria-hidden />
      <h2 className={styles.title}>{t("errors.title")}</h2>
      <div className={styles.text}>{say(error)}</div>
      {onRetry === undefined ? null : (
        <Button type="button" variant="secondary" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}
