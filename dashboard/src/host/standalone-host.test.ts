import { beforeEach, expect, it, vi } from "vitest";

import { createStandaloneHost } from "./standalone-host";

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, "", "/groups");
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
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
