import { beforeEach, expect, it } from "vitest";

import { rememberRoute, routeBeforeReload } from "./last-route";

let route = "/groups/1/members?page=2";
rememberRoute("/groups", () => route);

function leave(): void {
  window.dispatchEvent(new Event("pagehide"));
}

beforeEach(() => {
  sessionStorage.clear();
  route = "/groups/1/members?page=2";
});

it("goes on after a reload where it was", () => {
  leave();
  expect(routeBeforeReload("/groups")).toBe(route);
});

it("does so once", () => {
  leave();
  routeBeforeReload("/groups");
  expect(routeBeforeReload("/groups")).toBeUndefined();
});

it("begins anew at another start, later, and after a step in the history", () => {
  leave();
  expect(routeBeforeReload("/customers")).toBeUndefined();
  leave();
  expect(routeBeforeReload("/groups", Date.now() + 15_001)).toBeUndefined();
  leave();
  window.history.pushState(null, "", "/");
  expect(routeBeforeReload("/groups")).toBeUndefined();
});
