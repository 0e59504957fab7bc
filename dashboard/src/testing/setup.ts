import "@/i18n";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

configure({ testIdAttribute: "data-test-id" });
afterEach(cleanup);

class Unobserved implements ResizeObserver {
  observe(): void {
    return;
  }
  unobserve(): void {
    return;
  }
  disconnect(): void {
    return;
  }
}

// jsdom lays nothing out.
globalThis.ResizeObserver = Unobserved;
Element.prototype.scrollIntoView = () => undefined;
