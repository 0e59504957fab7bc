import type { PriceListRowFragment } from "@/api/generated/graphql";

export type Standing =
  | "DRAFT"
  | "SCHEDULED"
  | "IN_FORCE"
  | "ENDED"
  | "PAUSED"
  | "ARCHIVED"
  /** It is active, and what holds it is not open. */
  | "CAMPAIGN_CLOSED";
export type Problem = "NO_PRICES" | "NO_GROUP" | "FROZEN_GROUP" | "ENDED";

type Windowed = Pick<PriceListRowFragment, "status" | "startsAt" | "endsAt" | "campaign">;

/** How a list stands at the instant: its status, its campaign, and whether its window is
 * open. */
export function standingOf(
  { status, startsAt, endsAt, campaign }: Windowed,
  now = Date.now(),
): Standing {
  if (status !== "ACTIVE") return status;
  if (campaign && campaign.state !== "RUNNING") return "CAMPAIGN_CLOSED";
  if (endsAt && Date.parse(endsAt) <= now) return "ENDED";
  if (startsAt && Date.parse(startsAt) > now) return "SCHEDULED";
  return "IN_FORCE";
}

/** Why a list does not do what it was made for; nothing of one that is not to. */
export function problemsOf(
  list: Windowed & Pick<PriceListRowFragment, "priceCount" | "groups">,
  now = Date.now(),
): Problem[] {
  if (list.status !== "ACTIVE") return [];
  const found: Problem[] = [];
  if (standingOf(list, now) === "ENDED") found.push("ENDED");
  if (list.priceCount === 0) found.push("NO_PRICES");
  if (list.groups.every((group) => group.archivedAt)) found.push("NO_GROUP");
  if (list.groups.some((group) => group.status.state === "FROZEN")) found.push("FROZEN_GROUP");
  return found;
}
