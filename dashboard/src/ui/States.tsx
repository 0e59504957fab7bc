import { Button } from "@/ui/macaw";
import { CircleAlert, type LucideIcon } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/client";
import { lookUp } from "@/i18n/look-up";

import styles from "./States.module.css";
import { readRefusal, usePermissionNames } from "./use-permission-names";

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

/** What a change was refused for. */
export type Refusal = {
  message: string;
  code: string;
  field?: string | null;
  problem?: string | null;
};

/** What the API refuses or could not do, in a sentence of the chosen language. */
export function useErrorText(): (error: ApiError | Refusal) => string {
  const { t, i18n } = useTranslation();
  const named = usePermissionNames();
  return useCallback(
    (error) => {
      /** The API's own words, which are English and exact; elsewhere those for the code. */
      const translated = (message: string, ...keys: string[]) => {
        if (i18n.language === "en") return message || t("errors.server");
        const words = keys.map((key) => lookUp(t, `errors.refused.${key}`, ""));
        return words.find(Boolean) ?? t("errors.failed");
      };
      if (!(error instanceof ApiError)) {
        // What is wrong with a rule is told in the language that it was asked in.
        if (error.problem) return error.message;
        return translated(error.message, `${error.field ?? ""}.${error.code}`, error.code);
      }
      switch (error.kind) {
        case "network":
          return t("errors.network");
        case "token":
          return t("errors.token");
        case "permission": {
          const { permissions, isAny } = readRefusal(error.message);
          return t("errors.permission", {
            count: isAny ? 1 : permissions.length,
            names: named(permissions, isAny),
          });
        }
        case "server":
          return t("errors.server");
        case "refused":
          return translated(error.message, error.code);
      }
    },
    [t, i18n.language, named],
  );
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
