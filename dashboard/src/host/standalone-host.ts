import type { Host, HostState, Notice, Theme } from "./host";

const TOKEN = "customer-groups.token";
const THEME = "customer-groups.theme";
const LOCALE = "customer-groups.locale";

export type StandaloneHost = Host & {
  setTheme(theme: Theme): void;
  setLocale(locale: string): void;
  signIn(token: string): void;
  signOut(): void;
  /** Hears every notice that is to be shown. */
  onNotice(heard: (notice: Notice) => void): () => void;
};

export function isStandalone(host: Host): host is StandaloneHost {
  return host.kind === "standalone";
}

/** The host of a browser's own tab: whoever opens a sign-in link, …#token=TOKEN, is in. */
export function createStandaloneHost(): StandaloneHost {
  const listeners = new Set<() => void>();
  const noticed = new Set<(notice: Notice) => void>();
  takeTokenFromAddress();
  let state: HostState = {
    status: sessionStorage.getItem(TOKEN) ? "ready" : "signed-out",
    theme: readTheme(),
    locale: localStorage.getItem(LOCALE) ?? navigator.language,
  };

  function change(part: Partial<HostState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function signOut(): void {
    sessionStorage.removeItem(TOKEN);
    change({ status: "signed-out" });
  }

  // As the system's theme does, at sunset for one, until somebody chooses.
  darkSystem().addEventListener("change", () => change({ theme: readTheme() }));
  // A second sign-in link in the same tab only changes the fragment.
  window.addEventListener("hashchange", () => {
    if (takeTokenFromAddress()) change({ status: "ready" });
  });

  return {
    kind: "standalone",
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getToken: () => sessionStorage.getItem(TOKEN) ?? undefined,
    refuse(token) {
      if (token === (sessionStorage.getItem(TOKEN) ?? undefined)) signOut();
    },
    notify: (notice) => {
      for (const heard of noticed) heard(notice);
    },
    openInDashboard: () => undefined,
    openPage(path, isNewTab = false) {
      const address = new URL(path.slice(1), document.baseURI);
      if (isNewTab) window.open(address);
      else location.assign(address);
    },
    close: () => undefined,
    resize: () => undefined,
    refreshDashboard: () => undefined,
    onChangeElsewhere: () => () => undefined,
    setTheme(theme) {
      localStorage.setItem(THEME, theme);
      change({ theme });
    },
    setLocale(locale) {
      localStorage.setItem(LOCALE, locale);
      change({ locale });
    },
    signIn(token) {
      sessionStorage.setItem(TOKEN, token);
      change({ status: "ready" });
    },
    signOut,
    onNotice(heard) {
      noticed.add(heard);
      return () => noticed.delete(heard);
    },
  };
}

/** Keeps the token for this tab and takes it out of the address and the history. */
function takeTokenFromAddress(): boolean {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return false;
  sessionStorage.setItem(TOKEN, token);
  history.replaceState(history.state, "", location.pathname + location.search);
  return true;
}

function readTheme(): Theme {
  const chosen = localStorage.getItem(THEME);
  if (chosen === "light" || chosen === "dark") return chosen;
  return darkSystem().matches ? "dark" : "light";
}

function darkSystem(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}
