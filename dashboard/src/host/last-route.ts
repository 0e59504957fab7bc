const KEY = "customer-groups.last-route";

/** A reload of the Dashboard takes seconds; whoever comes later comes anew. */
const RELOAD_MS = 15_000;

type LastRoute = { route: string; at: number; entries: number };

/**
 * Where the merchant was when the Dashboard was reloaded; undefined for a fresh visit.
 *
 * The Dashboard's own address does not follow the frame, so a reload begins at the start.
 * A click in its navigation makes an entry in the history, a reload does not.
 */
export function routeBeforeReload(now = Date.now()): string | undefined {
  const found = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (found === null) return undefined;
  const { route, at, entries } = JSON.parse(found) as LastRoute;
  return now - at < RELOAD_MS && entries === history.length ? route : undefined;
}

/** Remembers the route when the page goes away. */
export function rememberRoute(route: () => string): void {
  window.addEventListener("pagehide", () => {
    const last: LastRoute = { route: route(), at: Date.now(), entries: history.length };
    sessionStorage.setItem(KEY, JSON.stringify(last));
  });
}
