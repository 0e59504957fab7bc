import { actions, AppBridge, EventType } from "@saleor/app-sdk/app-bridge";

import type { Host, HostState, HostStatus, Notice } from "./host";
import { handOver, hearNeighbours } from "./neighbours";
import { parentOrigin, referTo } from "./parent-origin";

/** A handshake takes well under a second; whoever waits longer is told. */
const PATIENCE_MS = 10_000;

const EVENTS = [
  EventType.handshake,
  EventType.tokenRefresh,
  EventType.theme,
  EventType.localeChanged,
] as const;

/**
 * The host inside the Dashboard.
 *
 * Reads the bridge's state instead of waiting for its events, since a handshake may have
 * come before anybody listened.
 */
export function createDashboardHost(): Host {
  const listeners = new Set<() => void>();
  const elsewhere = new Set<() => void>();
  let status: HostStatus = "connecting";
  let refused: string | undefined;
  let snapshot: HostState | undefined;

  // The bridge throws at a handshake without a token, which means: no permission.
  const origin = parentOrigin();
  listenForEmptyHandshake(origin, () => move("no-permission"));
  // Routes lose it: it is in the address that the Dashboard opens.
  const app = encodeURIComponent(new URLSearchParams(location.search).get("id") ?? "");
  referTo(origin);
  const bridge = new AppBridge({ initialLocale: "en" });
  for (const event of EVENTS) bridge.subscribe(event, update);
  setTimeout(() => {
    if (status === "connecting") move("no-answer");
  }, PATIENCE_MS);
  update();
  hearNeighbours((notice) => {
    notify(notice);
    for (const heard of elsewhere) heard();
  });

  function notify({ status: kind, title, text }: Notice): void {
    void bridge.dispatch(actions.Notification({ status: kind, title, text })).catch(ignore);
  }

  function redirect(to: string, newContext = false): void {
    void bridge.dispatch(actions.Redirect({ to, newContext })).catch(ignore);
  }

  function move(next: HostStatus): void {
    status = next;
    changed();
  }

  function update(): void {
    const { ready, token } = bridge.getState();
    if (ready && token && token !== refused) status = "ready";
    changed();
  }

  function changed(): void {
    snapshot = undefined;
    for (const listener of listeners) listener();
  }

  return {
    kind: "dashboard",
    getState() {
      const { theme, locale } = bridge.getState();
      snapshot ??= { status, theme, locale };
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getToken: () => bridge.getState().token,
    refuse(token) {
      // A newer one may have come while the refused one was under way.
      if (token !== bridge.getState().token) return;
      refused = token;
      move("signed-out");
    },
    notify(notice) {
      if (!handOver(notice)) notify(notice);
    },
    openInDashboard: (to) => redirect(to),
    openPage: (path, isNewTab) => redirect(`/extensions/app/${app}${path}`, isNewTab),
    close: () => void bridge.dispatch(actions.PopupClose()).catch(ignore),
    resize: (height) => void bridge.dispatch(actions.WidgetResize({ height })).catch(ignore),
    onChangeElsewhere(heard) {
      elsewhere.add(heard);
      return () => elsewhere.delete(heard);
    },
    refreshDashboard: () => void bridge.dispatch(actions.RefreshEntity()).catch(ignore),
  };
}

/** The Dashboard answers or it does not; there is nothing to do about the latter. */
function ignore(): void {
  return;
}

function listenForEmptyHandshake(origin: string, found: () => void): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== window.parent) return;
    const data = event.data as { type?: unknown; payload?: { token?: unknown } } | null;
    if (data?.type !== EventType.handshake || data.payload?.token) return;
    event.stopImmediatePropagation();
    found();
  });
}
