import { Check, CircleHelp, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ExplainMembershipDocument, type ExplainMembershipQuery } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/States";

import styles from "../group.module.css";

type ExplainDialogProps = {
  group: { id: string; name: string };
  customer: { id: string; name: string };
  onClose: () => void;
};

/** Why somebody is in a group or not, condition by condition. */
export function ExplainDialog({ group, customer, onClose }: ExplainDialogProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useApi(
    ["explanation"],
    ExplainMembershipDocument,
    { group: group.id, customer: customer.id },
    { staleTime: 0 },
  );
  const found = data?.explainMembership;
  return (
    <Dialog
      title={t("members.explainTitle", { customer: customer.name, group: group.name })}
      onClose={onClose}
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!found && !error ? <p className="muted">{t("common.loading")}</p> : null}
      {found ? <Explanation found={found} /> : null}
    </Dialog>
  );
}

type Found = NonNullable<ExplainMembershipQuery["explainMembership"]>;

export function Explanation({ found }: { found: Found }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <p>{found.reason}</p>
      {found.since ? (
        <p className="muted">{t("members.memberSince", { at: format.instant(found.since) })}</p>
      ) : null}
      {found.changesAt ? (
        <p className="muted">
          {t(found.isMember ? "members.leavesAt" : "members.joinsAt", {
            at: format.instant(found.changesAt),
          })}
        </p>
      ) : null}
      <ul className={styles.conditions}>
        {found.conditions.map((condition, index) => (
          <li key={index} style={{ paddingLeft: condition.depth * 20 }}>
            {condition.holds ? (
              <Check size={16} className={styles.holds} aria-label={t("members.holds")} />
            ) : condition.isUnknown ? (
              <CircleHelp size={16} aria-label={t("common.unknown")} />
            ) : (
              <X size={16} className={styles.fails} aria-label={t("members.fails")} />
            )}
            <span>
              {condition.sentence}
              {condition.actual ? <span className="muted"> · {condition.actual}</span> : null}
              {condition.gap ? <span className="muted"> · {condition.gap}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
