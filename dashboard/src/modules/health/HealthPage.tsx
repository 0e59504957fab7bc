import { Button } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { HealthDocument, VerificationDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { GroupLink } from "@/modules/groups/GroupLink";
import { useSectionTabs } from "@/shell/sections";
import { Badge } from "@/ui/Badge";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { ErrorState, useErrorText } from "@/ui/States";

import styles from "./health.module.css";

const EVERY_MS = 10_000;

/** Whether every membership is right at this instant, and what stands in the way. */
export function HealthPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const tabs = useSectionTabs();
  const { data, error, refetch } = useApi(
    ["health"],
    HealthDocument,
    {},
    { refetchInterval: EVERY_MS, staleTime: 0 },
  );
  const health = data?.health;
  const open = health?.seams.filter((seam) => !seam.isWhole) ?? [];
  const isWorkedOff = health?.pending === 0 && health.failed === 0 && health.frozen.length === 0;

  return (
    <Page title={t("health.title")} tabs={tabs} tabsLabel={t("app.navigation")}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {health ? (
        <>
          {open.map((seam) => (
            <Callout key={seam.name} tone="error">
              {seam.sentence}
            </Callout>
          ))}
          <Card isPlain>
            {isWorkedOff && open.length > 0 ? null : (
              <Callout
                tone={isWorkedOff ? "success" : health.frozen.length > 0 ? "error" : "warning"}
              >
                {t(
                  isWorkedOff
                    ? "health.well"
                    : health.frozen.length > 0
                      ? "health.frozenGroups"
                      : "health.working",
                )}
              </Callout>
            )}
            <dl className={styles.figures}>
              <Figure label={t("health.pending")} help={t("health.pendingHelp")}>
                {format.number(health.pending)}
              </Figure>
              <Figure label={t("health.failed")} help={t("health.failedHelp")}>
                {format.number(health.failed)}
              </Figure>
              <Figure label={t("health.lag")} help={t("health.lagHelp")}>
                {format.seconds(health.lag)}
              </Figure>
              <Figure label={t("health.lastTick")} help={t("health.lastTickHelp")}>
                {health.lastTick ? format.ago(health.lastTick) : "–"}
              </Figure>
            </dl>
          </Card>
          {health.frozen.length === 0 ? null : (
            <Card title={t("health.frozenTitle")} help={t("health.frozenHelp")}>
              <ul className={styles.list}>
                {health.frozen.map((group) => (
                  <li key={group.id}>
                    <GroupLink group={group} /> <span>{group.status.reason}</span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {health.unevaluated.length === 0 ? null : (
            <Card title={t("health.unevaluatedTitle")} help={t("health.unevaluatedHelp")}>
              <ul className={styles.list}>
                {health.unevaluated.map((group) => (
                  <li key={group.id}>
                    <GroupLink group={group} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {health.seams.length === 0 ? null : (
            <Card title={t("health.seamsTitle")} help={t("health.seamsHelp")}>
              <ul className={styles.list}>
                {health.seams.map((seam) => (
                  <li key={seam.name}>
                    <Badge tone={seam.isWhole ? "success" : "critical"}>
                      {t(seam.isWhole ? "health.seamWhole" : "health.seamOpen")}
                    </Badge>{" "}
                    <code>{seam.name}</code> <span>{seam.sentence}</span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Proof />
        </>
      ) : null}
    </Page>
  );
}

type FigureProps = { label: string; help: string; children: React.ReactNode };

function Figure({ label, help, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        <strong>{children}</strong>
        <span>{help}</span>
      </dd>
    </div>
  );
}

/** Compares every membership with its rule, on demand: it may take a while. */
function Proof() {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useErrorText();
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useApi(
    ["verification"],
    VerificationDocument,
    {},
    { enabled: isAsked, staleTime: Infinity },
  );
  const found = data?.health?.verification;
  return (
    <Card title={t("health.proof")} help={t("health.proofHelp")} isPlain>
      <Button
        type="button"
        variant="secondary"
        disabled={isFetching}
        onClick={() => (isAsked ? void refetch() : setAsked(true))}
      >
        {t(isFetching ? "health.proving" : "health.prove")}
      </Button>
      <div className={styles.proof} aria-live="polite">
        {error ? <Callout tone="error">{say(error)}</Callout> : null}
        {data && !found ? <Callout tone="warning">{t("health.tooLong")}</Callout> : null}
        {found ? (
          <Callout tone={found.differences === 0 ? "success" : "error"}>
            {t("health.differences", {
              count: found.differences,
              number: format.number(found.differences),
            })}
          </Callout>
        ) : null}
      </div>
    </Card>
  );
}
