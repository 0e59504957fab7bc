import { ThemeProvider, useTheme } from "@/ui/macaw";
import { QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { RouterProvider } from "react-router";

import { createExecute } from "@/api/client";
import { createQueryClient } from "@/api/query-client";
import { ExecuteContext } from "@/api/use-api";
import { type Host, HostContext, type Theme, useHost } from "@/host/host";
import { isStandalone } from "@/host/standalone-host";
import { useHostState } from "@/host/use-host-state";
import { languageOf, speak } from "@/i18n";
import { ToastRegion } from "@/ui/Toasts";

import { Gate } from "./Gate";
import { createRoutes } from "./routes";

/** All of it, for whichever host it stands in. */
export function App({ host }: { host: Host }) {
  const client = useMemo(() => createQueryClient(), []);
  const execute = useMemo(() => createExecute(host), [host]);
  return (
    <HostContext.Provider value={host}>
      <ExecuteContext.Provider value={execute}>
        <QueryClientProvider client={client}>
          <ThemeProvider defaultTheme={themeName(host.getState().theme)}>
            <FollowTheme />
            <FollowNeighbours />
            <Spoken>
              <Gate>
                <Pages kind={host.kind} />
              </Gate>
              {isStandalone(host) ? <ToastRegion host={host} /> : null}
            </Spoken>
          </ThemeProvider>
        </QueryClientProvider>
      </ExecuteContext.Provider>
    </HostContext.Provider>
  );
}

function Pages({ kind }: { kind: Host["kind"] }) {
  const router = useMemo(() => createRoutes(kind), [kind]);
  return <RouterProvider router={router} />;
}

function themeName(theme: Theme) {
  return theme === "dark" ? "defaultDark" : "defaultLight";
}

function FollowTheme() {
  const { theme } = useHostState();
  const { setTheme } = useTheme();
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    setTheme(themeName(theme));
  }, [theme, setTheme]);
  return null;
}

/** What another window has changed is read again here. */
function FollowNeighbours() {
  const host = useHost();
  const client = useQueryClient();
  useEffect(() => host.onChangeElsewhere(() => void client.invalidateQueries()), [host, client]);
  return null;
}

/** Waits for the texts of the language, so that nothing is shown in another one first; what
 * the API said in the former one is asked for again. */
function Spoken({ children }: { children: ReactNode }) {
  const { locale } = useHostState();
  const client = useQueryClient();
  const language = languageOf(locale);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void speak(language).then(() => {
      setReady(true);
      void client.invalidateQueries();
    });
  }, [language, client]);
  return isReady ? children : null;
}
