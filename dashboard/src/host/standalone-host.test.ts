import { beforeEach, expect, it, vi } from "vitest";

import { createStandaloneHost } from "./standalone-host";

let system = Object.assign(new EventTarget(), { matches: false });

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  window.history.replaceState(null, "", "/groups");
  system = Object.assign(new EventTarget(), { matches: false });
  vi.stubGlobal("matchMedia", () => system);
});

it("takes the token out of a sign-in link", () => {
  window.history.replaceState(null, "", "/groups?q=vip#token=secret");
  const host = createStandaloneHost();
  expect(host.getState().status).toBe("ready");
  expect(host.getToken()).toBe("secret");
  expect(location.href).toMatch(/\/groups\?q=vip$/);
});

it("is signed out without one, and after it was refused", () => {
  expect(createStandaloneHost().getState().status).toBe("signed-out");
  const host = createStandaloneHost();
  host.signIn("secret");
  expect(host.getState().status).toBe("ready");
  host.refuse("another");
  expect(host.getState().status).toBe("ready");
  host.refuse("secret");
  expect(host.getState().status).toBe("signed-out");
  expect(host.getToken()).toBeUndefined();
});

it("follows the system's theme until one is chosen", () => {
  const turn = (isDark: boolean) => {
    system.matches = isDark;
    system.dispatchEvent(new Event("change"));
  };
  const host = createStandaloneHost();
  expect(host.getState().theme).toBe("light");
  turn(true);
  expect(host.getState().theme).toBe("dark");
  host.setTheme("light");
  turn(true);
  expect(host.getState().theme).toBe("light");
});
