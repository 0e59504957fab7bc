import { Button, Spinner } from "@/ui/macaw";
import { KeyRound, LockKeyhole, Unplug } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useHost } from "@/host/host";
import { isStandalone, type StandaloneHost } from "@/host/standalone-host";
import { useHostState } from "@/host/use-host-state";
import { TextInput } from "@/ui/inputs";
import { EmptyState } from "@/ui/States";
import { usePermissionNames } from "@/ui/use-permission-names";

import styles from "./Gate.module.css";
import { neededFor } from "./needed-permissions";

/** Lets in who has a token; says in plain words why somebody is not let in. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const host = useHost();
  const { status } = useHostState();
  const named = usePermissionNames();
  const reload = (
    <Button type="button" variant="secondary" onClick={() => location.reload()}>
      {t("host.reload")}
    </Button>
  );
  switch (status) {
    case "ready":
      return children;
    case "connecting":
      return (
        <div className={styles.gate} role="status">
          <Spinner />
          <span className="muted">{t("host.connecting")}</span>
        </div>
      );
    case "no-permission":
      return (
        <div className={styles.gate}>
          <EmptyState isPage icon={LockKeyhole} title={t("host.noPermissionTitle")}>
            {t("host.noPermission", { names: named(neededFor(location.pathname)) })}
          </EmptyState>
        </div>
      );
    case "no-answer":
      return (
        <div className={styles.gate}>
          <EmptyState isPage icon={Unplug} title={t("host.noAnswerTitle")} action={reload}>
            {t("host.noAnswer")}
          </EmptyState>
        </div>
      );
    case "signed-out":
      if (isStandalone(host)) return <SignIn host={host} />;
      return isPopup() ? (
        <div className={styles.gate}>
          <EmptyState
            isPage
            icon={KeyRound}
            title={t("host.popupTitle")}
            action={
              <Button type="button" variant="secondary" onClick={host.close}>
                {t("common.close")}
              </Button>
            }
          >
            {t("host.popup")}
          </EmptyState>
        </div>
      ) : (
        <div className={styles.gate}>
          <EmptyState isPage icon={KeyRound} title={t("host.tokenTitle")} action={reload}>
            {t("host.token")}
          </EmptyState>
        </div>
      );
  }
}

/** A popup has the token that its page was loaded with, and gets no other. */
function isPopup(): boolean {
  return new URL(location.href).pathname.includes("/popups/");
}

const COMMAND = "customer-groups token --name you@example.com --permission MANAGE_USERS";

function SignIn({ host }: { host: StandaloneHost }) {
  const { t } = useTranslation();
  const [token, setToken] = useState("");
  return (
    <div className={styles.gate}>
      <EmptyState isPage icon={KeyRound} title={t("host.signedOutTitle")}>
        {t("host.signedOut")}
      </EmptyState>
      <code className={styles.command}>{COMMAND}</code>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim()) host.signIn(token.trim());
        }}
      >
        <TextInput
          aria-label={t("host.tokenLabel")}
          placeholder={t("host.tokenLabel")}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <Button type="submit">{t("host.signIn")}</Button>
      </form>
    </div>
  );
}
