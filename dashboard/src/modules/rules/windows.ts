import type { Window } from "./document";

/**
 * Where a window that ends now begins, and whether that is the start of a day.
 *
 * Hours roll; the rest begins with a day, as the rule language has it. Months and years are
 * those of the calendar, and the last day of a shorter month stands for the missing ones.
 */
export function windowStart(window: Window, now: Date): { at: Date; isDay: boolean } | undefined {
  return moved(window, now, -1);
}

/** Where a window that begins now ends. */
export function windowEnd(window: Window, now: Date): { at: Date; isDay: boolean } | undefined {
  return moved(window, now, 1);
}

function moved(window: Window, now: Date, sign: 1 | -1): { at: Date; isDay: boolean } | undefined {
  const [unit, count] = Object.entries(window)[0] ?? [];
  if (count === undefined || !Number.isInteger(count) || count < 1) return undefined;
  const at = new Date(now);
  if (unit === "hours") {
    at.setTime(now.getTime() + sign * count * 3_600_000);
    return { at, isDay: false };
  }
  at.setHours(0, 0, 0, 0);
  if (unit === "days") at.setDate(at.getDate() + sign * count);
  else if (unit === "weeks") at.setDate(at.getDate() + sign * count * 7);
  else addMonths(at, sign * count * (unit === "years" ? 12 : 1));
  return Number.isNaN(at.getTime()) ? undefined : { at, isDay: true };
}

function addMonths(day: Date, months: number): void {
  const wanted = day.getDate();
  day.setDate(1);
  day.setMonth(day.getMonth() + months);
  const last = new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate();
  day.setDate(Math.min(wanted, last));
}
