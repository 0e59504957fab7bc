import { describe, expect, it } from "vitest";

import { problemsOf, standingOf } from "./standing";

const NOW = Date.parse("2026-05-01T12:00:00Z");
const always = { status: "ACTIVE", startsAt: null, endsAt: null, campaign: null } as const;
const group = { archivedAt: null, status: { state: "ACTIVE" } } as never;
const sound = { ...always, priceCount: 3, groups: [group] };

describe("a window", () => {
  it.each([
    [null, null, "IN_FORCE"],
    ["2026-05-01T12:00:00Z", null, "IN_FORCE"],
    ["2026-05-01T12:00:01Z", null, "SCHEDULED"],
    [null, "2026-05-01T12:00:01Z", "IN_FORCE"],
    [null, "2026-05-01T12:00:00Z", "ENDED"],
  ])("from %s to %s is half open", (startsAt, endsAt, standing) => {
    expect(standingOf({ ...always, startsAt, endsAt }, NOW)).toBe(standing);
  });

  it("says nothing of a list that is not active", () => {
    expect(standingOf({ ...always, status: "PAUSED", endsAt: "2020-01-01T00:00:00Z" }, NOW)).toBe(
      "PAUSED",
    );
  });
});

it("follows the campaign that holds it", () => {
  const held = (state: string) => ({ ...always, campaign: { state } as never });
  expect(standingOf(held("RUNNING"), NOW)).toBe("IN_FORCE");
  expect(standingOf(held("SCHEDULED"), NOW)).toBe("CAMPAIGN_CLOSED");
  expect(standingOf({ ...held("ENDED"), status: "PAUSED" }, NOW)).toBe("PAUSED");
});

describe("problems", () => {
  it("are told of a list that is to give prices and gives none", () => {
    const archived = { archivedAt: "2026-01-01T00:00:00Z", status: { state: "ARCHIVED" } } as never;
    const frozen = { archivedAt: null, status: { state: "FROZEN" } } as never;
    expect(problemsOf(sound, NOW)).toEqual([]);
    expect(problemsOf({ ...sound, priceCount: 0 }, NOW)).toEqual(["NO_PRICES"]);
    expect(problemsOf({ ...sound, groups: [archived, archived] }, NOW)).toEqual(["NO_GROUP"]);
    expect(problemsOf({ ...sound, groups: [archived, frozen] }, NOW)).toEqual(["FROZEN_GROUP"]);
    expect(problemsOf({ ...sound, endsAt: "2026-01-01T00:00:00Z" }, NOW)).toEqual(["ENDED"]);
  });

  it("are not told of a draft", () => {
    expect(problemsOf({ ...sound, status: "DRAFT", priceCount: 0 }, NOW)).toEqual([]);
  });
});
