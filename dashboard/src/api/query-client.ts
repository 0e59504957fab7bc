import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "./client";

const ATTEMPTS = 2;

/** Tries again only what may go through: a lost connection, a server that restarts. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < ATTEMPTS &&
          error instanceof ApiError &&
          (error.kind === "network" || error.kind === "server"),
      },
      mutations: { retry: false },
    },
  });
}
