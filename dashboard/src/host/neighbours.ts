import type { Notice } from "./host";

const TYPE = "customer-groups.notice";
const LOOK_MS = 50;

type Message = { type: typeof TYPE; notice: Notice };

/**
 * Has another window of ours on the Dashboard's page, such as the widget below a popup, give
 * the notice once this one is closed. False where there is none.
 *
 * The Dashboard takes what one of our windows says for what each of them says: a notice
 * would be shown once for each that is open.
 */
export function handOver(notice: Notice): boolean {
  // By their numbers: of a window of another origin nothing else may be asked.
  const { length } = window.parent;
  const neighbour = Array.from({ length }, (_, index) => window.parent[index]).find(
    (each) => each !== undefined && each !== window && isOurs(each),
  );
  neighbour?.postMessage({ type: TYPE, notice } satisfies Message, location.origin);
  return neighbour !== undefined;
}

/** Hears what was handed over, once whoever did so is closed. */
export function hearNeighbours(heard: (notice: Notice) => void): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = event.data as Partial<Message> | null;
    if (event.origin !== location.origin || message?.type !== TYPE || !message.notice) return;
    event.stopImmediatePropagation();
    const { notice } = message;
    const timer = setInterval(() => {
      if (!(event.source as Window | null)?.closed) return;
      clearInterval(timer);
      heard(notice);
    }, LOOK_MS);
  });
}

function isOurs(other: Window): boolean {
  try {
    return other.location.origin === location.origin;
  } catch {
    return false;
  }
}
