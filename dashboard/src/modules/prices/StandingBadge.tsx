import { useTranslation } from "react-i18next";

import type { PriceListRowFragment } from "@/api/generated/graphql";
import { Badge, type Tone } from "@/ui/Badge";

import { problemsOf, type Standing, standingOf } from "./standing";

const TONES: Record<Standing, Tone> = {
  DRAFT: "neutral",
  SCHEDULED: "info",
  IN_FORCE: "success",
  ENDED: "warning",
  PAUSED: "warning",
  ARCHIVED: "neutral",
  CAMPAIGN_CLOSED: "warning",
};

type Standable = Pick<PriceListRowFragment, "status" | "startsAt" | "endsAt" | "campaign">;

/** Whether a list gives prices now, and if not why. */
export function StandingBadge({ list }: { list: Standable }) {
  const { t } = useTranslation("prices");
  const standing = standingOf(list);
  return <Badge tone={TONES[standing]}>{t(`standing.${standing}`)}</Badge>;
}

/** How many problems a list has; which, where one looks closer. Nothing without any. */
export function ProblemsBadge({ list }: { list: PriceListRowFragment }) {
  const { t } = useTranslation("prices");
  const problems = problemsOf(list);
  if (problems.length === 0) return null;
  const sentences = problems.map((problem) => t(`problem.${problem}`)).join(" ");
  return (
    <span title={sentences}>
      <Badge tone="critical">{t("problems", { count: problems.length })}</Badge>
      <span className="visually-hidden">{sentences}</span>
    </span>
  );
}
