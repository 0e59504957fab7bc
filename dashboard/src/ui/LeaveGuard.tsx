import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

import { Confirm } from "./Confirm";

type LeaveGuardProps = { isDirty: boolean; onLeave: () => void };

/** Asks before a page with unsaved changes is left for another of ours. The Dashboard lets
 * nobody ask when it takes the page away itself: for that the draft is kept. */
export function LeaveGuard({ isDirty, onLeave }: LeaveGuardProps) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  if (blocker.state !== "blocked") return null;
  return (
    <Confirm
      title={t("form.leaveTitle")}
      action={t("form.leave")}
      isDangerous
      onClose={() => blocker.reset()}
      onConfirm={() => {
        onLeave();
        blocker.proceed();
      }}
    >
      {t("form.leaveText")}
    </Confirm>
  );
}
