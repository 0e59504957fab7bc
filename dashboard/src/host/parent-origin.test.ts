import { afterEach, describe, expect, it, vi } from "vitest";

import { parentOrigin, referTo } from "./parent-origin";

const DASHBOARD = "https://dashboard.example.com";

function cameFrom(referrer: string): void {
  vi.spyOn(document, "referrer", "get").mockReturnValue(referrer);
}

afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
});

describe("the page that the frame stands in", () => {
  it("is who the referrer names", () => {
    cameFrom(`${DASHBOARD}/customers`);
    expect(parentOrigin()).toBe(DASHBOARD);
  });

  it.each(["", `${window.location.origin}/groups`])("is who it was before, after %j", (after) => {
    cameFrom(`${DASHBOARD}/customers`);
    parentOrigin();
    cameFrom(after);
    expect(parentOrigin()).toBe(DASHBOARD);
  });

  it("is the own origin where the Dashboard has the same", () => {
    cameFrom(`${window.location.origin}/dashboard/`);
    expect(parentOrigin()).toBe(window.location.origin);
  });

  it("is nobody where nobody says", () => {
    cameFrom("");
    expect(parentOrigin()).toBe("");
  });
});

it("has the referrer name the page, where it does not", () => {
  referTo(DASHBOARD);
  expect(document.referrer).toBe(`${DASHBOARD}/`);
  Reflect.deleteProperty(document, "referrer");
  expect(document.referrer).toBe("");
});
