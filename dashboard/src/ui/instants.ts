/** An instant as a local time for the browser's own input, to the minute. */
export function toLocal(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** A local time as an instant that names its zone. */
export function toInstant(local: string): string {
  return new Date(local).toISOString();
}
