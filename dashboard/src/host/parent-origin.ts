const KEY = "customer-groups.parent-origin";

/**
 * The origin of the page that this frame stands in; "" where nobody says.
 *
 * After Back and after a reload of the frame the referrer is empty or our own. Browsers
 * that do not name the ancestors get the origin that this tab had before.
 */
export function parentOrigin(): string {
  const { ancestorOrigins } = window.location as Partial<Location>;
  if (ancestorOrigins?.[0] !== undefined) return ancestorOrigins[0];
  const referrer = document.referrer ? new URL(document.referrer).origin : "";
  if (referrer !== "" && referrer !== window.location.origin) {
    sessionStorage.setItem(KEY, referrer);
    return referrer;
  }
  return sessionStorage.getItem(KEY) ?? referrer;
}

/** Has the referrer name that origin: whom it names is whom the Dashboard's bridge hears. */
export function referTo(origin: string): void {
  if (origin === "" || document.referrer.startsWith(`${origin}/`)) return;
  Object.defineProperty(document, "referrer", { value: `${origin}/`, configurable: true });
}
