import { describe, expect, it } from "vitest";

import { windowEnd, windowStart } from "./windows";

const NOW = new Date("2026-03-31T15:20:00Z");

describe("where a window begins", () => {
  it.each([
    [{ days: 30 }, "2026-03-01"],
    [{ weeks: 2 }, "2026-03-17"],
    [{ months: 1 }, "2026-02-28"],
    [{ months: 13 }, "2025-02-28"],
    [{ years: 2 }, "2024-03-31"],
  ])("%o: at the start of a day", (window, at) => {
    expect(windowStart(window, NOW, "UTC")).toEqual({ at, isDay: true });
  });

  it("counts from the day that it is in the shop", () => {
    expect(windowStart({ days: 1 }, NOW, "Pacific/Auckland")?.at).toBe("2026-03-31");
    expect(windowStart({ months: 1 }, NOW, "Pacific/Auckland")?.at).toBe("2026-03-01");
  });

  it("rolls by hours", () => {
    expect(windowStart({ hours: 4 }, NOW, "UTC")).toEqual({
      at: "2026-03-31T11:20:00.000Z",
      isDay: false,
    });
  });

  it.each([{ days: 0 }, { years: 999_999 }, { hours: 1e15 }, {}])("is unknown for %o", (window) => {
    expect(windowStart(window, NOW, "UTC")).toBeUndefined();
  });
});

it("a window to come ends as long after", () => {
  expect(windowEnd({ days: 7 }, NOW, "UTC")?.at).toBe("2026-04-07");
});
