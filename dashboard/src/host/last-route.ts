const KEY = "customer-groups.last-route";

/** A reload of the Dashboard takes seconds; whoever comes later comes anew. */
const RELOAD_MS = 15_000;

type LastRoute = { route: string; start: string; at: number; entries: number };

/**
 * Where the merchant was when the Dashboard was reloaded; undefined for a fresh visit.
 *
 * The Dashboard's own address does not follow the frame, so a reload begins at the start
 * that it was opened at. A click in its navigation leads to another start, or makes an
 * entry in the history; a reload does neither.
 */
export function routeBeforeReload(start: string, now = Date.now()): string | undefined {
  const found = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (found === null) return undefined;
  const last = JSON.parse(found) as LastRoute;
  const isReload =
    now - last.at < RELOAD_MS && last.start === start && last.entries === history.length;
  return isReload ? last.route : undefined;
}

/** Remembers the route when the page that began at the start goes away. */
export function rememberRoute(start: string, route: () => string): void {
  window.addEventListener("pagehide", () => {
    const last: LastRoute = { route: route(), start, at: Date.now(), entries: history.length };
    sessionStorage.setItem(KEY, JSON.stringify(last));
  });
}
