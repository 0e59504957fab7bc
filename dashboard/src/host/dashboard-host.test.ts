import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createDashboardHost } from "./dashboard-host";

const ORIGIN = "https://dashboard.example.com";

function token(name: string): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  return `${part({ alg: "none" })}.${part({ email: name, user_permissions: [], permissions: [] })}.x`;
}

function tell(type: string, payload: object): void {
  const data = { type, payload };
  const message = new MessageEvent("message", { data, origin: ORIGIN, source: window.parent });
  window.dispatchEvent(message);
}

const listening: [string, EventListenerOrEventListenerObject][] = [];

beforeEach(() => {
  const listen = window.addEventListener.bind(window);
  vi.spyOn(window, "addEventListener").mockImplementation(
    (type: string, listener: EventListenerOrEventListenerObject) => {
      listening.push([type, listener]);
      listen(type, listener);
    },
  );
  vi.spyOn(document, "referrer", "get").mockReturnValue(`${ORIGIN}/customers`);
  window.history.replaceState(null, "", "/?saleorApiUrl=https://shop/graphql/&id=QXBwOjE=");
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const [type, listener] of listening.splice(0)) window.removeEventListener(type, listener);
});

describe("the host inside the Dashboard", () => {
  it("is ready after the handshake, and keeps the newest token", () => {
    const host = createDashboardHost();
    expect(host.getState().status).toBe("connecting");
    tell("handshake", { token: token("a"), version: 1 });
    expect(host.getState().status).toBe("ready");
    expect(host.getToken()).toBe(token("a"));
    tell("tokenRefresh", { token: token("b") });
    expect(host.getToken()).toBe(token("b"));
  });

  it("sees a handshake that came before anybody listened", () => {
    const host = createDashboardHost();
    tell("handshake", { token: token("a"), version: 1 });
    host.subscribe(vi.fn());
    expect(host.getState().status).toBe("ready");
  });

  it("knows a handshake without a token for a lack of permission", () => {
    const host = createDashboardHost();
    tell("handshake", { token: "", version: 1 });
    expect(host.getState().status).toBe("no-permission");
  });

  it("follows the theme and the language", () => {
    const host = createDashboardHost();
    const changed = vi.fn();
    host.subscribe(changed);
    tell("theme", { theme: "dark" });
    tell("localeChanged", { locale: "tr" });
    expect(host.getState()).toMatchObject({ theme: "dark", locale: "tr" });
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("gives the same state until something changes", () => {
    const host = createDashboardHost();
    expect(host.getState()).toBe(host.getState());
  });

  it("is over when the token is refused, and goes on with the next one", () => {
    const host = createDashboardHost();
    tell("handshake", { token: token("a"), version: 1 });
    host.refuse(token("older"));
    expect(host.getState().status).toBe("ready");
    host.refuse(token("a"));
    expect(host.getState().status).toBe("signed-out");
    tell("tokenRefresh", { token: token("b") });
    expect(host.getState().status).toBe("ready");
  });
});

it("says so when nobody answers", () => {
  vi.useFakeTimers();
  const host = createDashboardHost();
  vi.advanceTimersByTime(10_000);
  expect(host.getState().status).toBe("no-answer");
  vi.useRealTimers();
});
