import { afterEach, describe, expect, it, vi } from "vitest";

import { handOver, hearNeighbours } from "./neighbours";

const NOTICE = { status: "success", title: "Done" } as const;

/** The Dashboard's window: of another origin, it tells how many frames it has, and gives
 * each by its number. */
function page(...windows: unknown[]): void {
  const guarded = new Proxy(windows, {
    get(frames, name) {
      if (name === "length" || /^\d+$/.test(String(name)))
        return Reflect.get(frames, name) as unknown;
      throw new DOMException(`Blocked a frame from reading ${String(name)}`, "SecurityError");
    },
  });
  vi.spyOn(window, "parent", "get").mockReturnValue(guarded as never);
}

const foreign = {
  get location(): Location {
    throw new DOMException("Blocked a frame");
  },
};

afterEach(() => vi.restoreAllMocks());

describe("a notice", () => {
  it("is handed over to another window of ours on the page", () => {
    const widget = { location, postMessage: vi.fn() };
    page(foreign, window, widget);
    expect(handOver(NOTICE)).toBe(true);
    expect(widget.postMessage).toHaveBeenCalledWith(
      { type: "customer-groups.notice", notice: NOTICE },
      location.origin,
    );
  });

  it("is one's own where there is no other", () => {
    page(foreign, window);
    expect(handOver(NOTICE)).toBe(false);
  });

  it("is heard once whoever handed it over is closed", () => {
    vi.useFakeTimers();
    const heard = vi.fn();
    hearNeighbours(heard);
    const source = { closed: false };
    const tell = (origin: string, type = "customer-groups.notice") => {
      const message = new MessageEvent("message", { data: { type, notice: NOTICE }, origin });
      Object.defineProperty(message, "source", { value: source });
      window.dispatchEvent(message);
    };
    tell("https://elsewhere.example.com");
    tell(location.origin, "another");
    tell(location.origin);
    vi.advanceTimersByTime(1_000);
    expect(heard).not.toHaveBeenCalled();
    source.closed = true;
    vi.advanceTimersByTime(1_000);
    expect(heard.mock.calls).toEqual([[NOTICE]]);
    vi.useRealTimers();
  });
});
