import { describe, expect, it } from "vitest";

import { windowEnd, windowStart } from "./windows";

const NOW = new Date(2026, 2, 31, 15, 20);

function day(year: number, month: number, date: number): Date {
  return new Date(year, month - 1, date);
}

describe("where a window begins", () => {
  it.each([
    [{ days: 30 }, day(2026, 3, 1)],
    [{ weeks: 2 }, day(2026, 3, 17)],
    [{ months: 1 }, day(2026, 2, 28)],
    [{ months: 13 }, day(2025, 2, 28)],
    [{ years: 2 }, day(2024, 3, 31)],
  ])("%o: at the start of a day", (window, expected) => {
    expect(windowStart(window, NOW)).toEqual({ at: expected, isDay: true });
  });

  it("rolls by hours", () => {
    expect(windowStart({ hours: 4 }, NOW)).toEqual({
      at: new Date(2026, 2, 31, 11, 20),
      isDay: false,
    });
  });

  it("is unknown for no length", () => {
    expect(windowStart({ days: 0 }, NOW)).toBeUndefined();
    expect(windowStart({}, NOW)).toBeUndefined();
  });
});

it("a window to come ends as long after", () => {
  expect(windowEnd({ days: 7 }, NOW)?.at).toEqual(day(2026, 4, 7));
});
