import type { Window } from "./document";

/** A day, such as 2026-03-01, or an instant. */
export type End = { at: string; isDay: boolean };

/**
 * Where a window that ends now begins, and whether that is the start of a day of the shop.
 *
 * Hours roll; the rest begins with a day, as the rule language has it. Months and years are
 * those of the calendar, and the last day of a shorter month stands for the missing ones.
 */
export function windowStart(window: Window, now: Date, timeZone: string): End | undefined {
  return moved(window, now, timeZone, -1);
}

/** Where a window that begins now ends. */
export function windowEnd(window: Window, now: Date, timeZone: string): End | undefined {
  return moved(window, now, timeZone, 1);
}

function moved(window: Window, now: Date, timeZone: string, sign: 1 | -1): End | undefined {
  const [unit, count] = Object.entries(window)[0] ?? [];
  if (count === undefined || !Number.isInteger(count) || count < 1) return undefined;
  if (unit === "hours") {
    const at = new Date(now.getTime() + sign * count * 3_600_000);
    return Number.isNaN(at.getTime()) ? undefined : { at: at.toISOString(), isDay: false };
  }
  const day = startOfDay(now, timeZone);
  if (unit === "days") day.setUTCDate(day.getUTCDate() + sign * count);
  else if (unit === "weeks") day.setUTCDate(day.getUTCDate() + sign * count * 7);
  else addMonths(day, sign * count * (unit === "years" ? 12 : 1));
  if (Number.isNaN(day.getTime())) return undefined;
  return { at: day.toISOString().slice(0, 10), isDay: true };
}

/** The day that it is in that zone, as if it were one in UTC. */
function startOfDay(now: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return new Date(`${parts.format(now)}T00:00:00Z`);
}

function addMonths(day: Date, months: number): void {
  const wanted = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(wanted, last));
}
