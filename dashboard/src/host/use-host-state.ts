import { useSyncExternalStore } from "react";

import { type HostState, useHost } from "./host";

/** The host's state, at this instant and after every change of it. */
export function useHostState(): HostState {
  const host = useHost();
  return useSyncExternalStore(host.subscribe, host.getState);
}
