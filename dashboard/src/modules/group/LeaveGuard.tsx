import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

import { Confirm } from "@/ui/Confirm";

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
      title={t("group.form.leaveTitle")}
      action={t("group.form.leave")}
      isDangerous
      onClose={() => blocker.reset()}
      onConfirm={() => {
        onLeave();
        blocker.proceed();
      }}
    >
      {t("group.form.leaveText")}
    </Confirm>
  );
}
