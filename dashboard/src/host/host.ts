import { createContext, useContext } from "react";

export type Theme = "light" | "dark";

/** How far the page has come with whoever lets it in. */
export type HostStatus =
  | "connecting"
  | "ready"
  /** The Dashboard gave no token: the staff member lacks a permission. */
  | "no-permission"
  /** Nobody has signed in, or the sign-in has expired. */
  | "signed-out"
  /** The Dashboard did not answer. */
  | "no-answer";

export type HostState = { status: HostStatus; theme: Theme; locale: string };

export type Notice = { status: "success" | "error" | "info"; title: string; text?: string };

/** What the screens ask of the page that they are in: the Dashboard, or a browser's tab. */
export type Host = {
  readonly kind: "dashboard" | "standalone";
  getState(): HostState;
  subscribe(changed: () => void): () => void;
  /** The token of this instant; it is replaced while the page is open. */
  getToken(): string | undefined;
  /** The API refused the token that was sent with a request. */
  refuse(token: string | undefined): void;
  /** Tells the merchant, over everything else. */
  notify(notice: Notice): void;
  /** Opens a page of the Dashboard, such as /customers/VXNlcjox. */
  openInDashboard(path: string): void;
  /** Opens a page of ours, such as /groups, from a widget; or any in a tab of its own. */
  openPage(path: string, isNewTab?: boolean): void;
  /** Closes the popup that the page is in; nothing elsewhere. */
  close(): void;
  /** Gives the widget that the page is in its height in pixels; nothing elsewhere. */
  resize(height: number): void;
  /** Has the Dashboard's own page read its data again; nothing elsewhere. */
  refreshDashboard(): void;
  /** Hears that something was changed in another window of ours on the same page. */
  onChangeElsewhere(heard: () => void): () => void;
};

export const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) throw new Error("useHost is for what stands inside HostContext.");
  return host;
}
