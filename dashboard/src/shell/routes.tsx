import { createBrowserRouter, Navigate, Outlet, type RouteObject } from "react-router";

import type { Host } from "@/host/host";
import { rememberRoute, routeBeforeReload } from "@/host/last-route";
import { loadTexts, type Part } from "@/i18n";
import { GroupsPage } from "@/modules/groups/GroupsPage";

import { Crash } from "./Crash";
import { Layout } from "./Layout";
import { NotFound } from "./NotFound";
import { Start } from "./Start";

/** Shows what stands in a part of the screens once its texts are there. */
function withTexts(part: Part) {
  return async () => {
    await loadTexts(part);
    return { Component: Outlet };
  };
}

const PAGES: RouteObject[] = [
  { index: true, element: <Start /> },
  { path: "groups", element: <GroupsPage /> },
  {
    path: "groups/new",
    lazy: async () => ({ Component: (await import("@/modules/group/CreatePage")).CreatePage }),
  },
  {
    path: "groups/:id",
    lazy: async () => ({ Component: (await import("@/modules/group/GroupPage")).GroupPage }),
    children: [
      { index: true, element: <Navigate to="overview" replace /> },
      {
        path: "overview",
        lazy: async () => ({
          Component: (await import("@/modules/group/overview/OverviewTab")).OverviewTab,
        }),
      },
      {
        path: "members",
        lazy: async () => ({
          Component: (await import("@/modules/group/members/MembersTab")).MembersTab,
        }),
      },
      {
        path: "history",
        lazy: async () => ({ Component: (await import("@/modules/group/HistoryTab")).HistoryTab }),
      },
      {
        path: "usage",
        lazy: async () => ({ Component: (await import("@/modules/group/UsageTab")).UsageTab }),
      },
      {
        path: "settings",
        lazy: async () => ({
          Component: (await import("@/modules/group/SettingsTab")).SettingsTab,
        }),
      },
    ],
  },
  {
    path: "customers",
    lazy: async () => ({
      Component: (await import("@/modules/customers/CustomersPage")).CustomersPage,
    }),
  },
  {
    path: "prices",
    lazy: withTexts("prices"),
    children: [
      {
        index: true,
        lazy: async () => ({
          Component: (await import("@/modules/prices/PriceListsPage")).PriceListsPage,
        }),
      },
      {
        path: "new",
        lazy: async () => ({
          Component: (await import("@/modules/prices/CreatePage")).CreatePage,
        }),
      },
      {
        path: "explain",
        lazy: async () => ({
          Component: (await import("@/modules/prices/explain/ExplainPage")).ExplainPage,
        }),
      },
      {
        path: ":id",
        lazy: async () => ({
          Component: (await import("@/modules/prices/PriceListPage")).PriceListPage,
        }),
        children: [
          { index: true, element: <Navigate to="prices" replace /> },
          {
            path: "prices",
            lazy: async () => ({
              Component: (await import("@/modules/prices/entries/PricesTab")).PricesTab,
            }),
          },
          {
            path: "settings",
            lazy: async () => ({
              Component: (await import("@/modules/prices/SettingsTab")).SettingsTab,
            }),
          },
        ],
      },
    ],
  },
  {
    path: "health",
    lazy: async () => ({ Component: (await import("@/modules/health/HealthPage")).HealthPage }),
  },
  {
    path: "shop",
    lazy: async () => ({ Component: (await import("@/modules/shop/ShopPage")).ShopPage }),
  },
  { path: "*", element: <NotFound /> },
];

const WIDGETS: RouteObject[] = [
  {
    path: "widgets/customer",
    lazy: async () => ({
      Component: (await import("@/modules/widgets/CustomerWidget")).CustomerWidget,
    }),
  },
  {
    path: "widgets/home",
    lazy: async () => ({ Component: (await import("@/modules/widgets/HomeWidget")).HomeWidget }),
  },
  {
    path: "popups/add-to-group",
    lazy: async () => ({
      Component: (await import("@/modules/widgets/AddToGroupPopup")).AddToGroupPopup,
    }),
  },
  {
    path: "popups/new-group",
    lazy: async () => ({
      Component: (await import("@/modules/widgets/NewGroupPopup")).NewGroupPopup,
    }),
  },
];

/**
 * The pages. The frame keeps its own history and never touches the Dashboard's: only so is
 * every step Back the right one.
 */
export function createRoutes(kind: Host["kind"]) {
  const base = new URL(document.baseURI).pathname.replace(/\/$/, "");
  const router = createBrowserRouter(
    [
      { element: <Layout />, errorElement: <Crash />, HydrateFallback: Nothing, children: PAGES },
      { errorElement: <Crash />, HydrateFallback: Nothing, children: WIDGETS },
    ],
    { basename: base || "/" },
  );
  if (kind === "dashboard") followReloads(router, base);
  return router;
}

/** What is shown until the first page's own code is there. */
function Nothing() {
  return null;
}

/** The router tells its place with the base, and is told places without it. */
function followReloads(router: ReturnType<typeof createBrowserRouter>, base: string): void {
  const path = () => router.state.location.pathname.slice(base.length);
  const start = path();
  if (/^\/(widgets|popups)\//.test(start)) return;
  const before = routeBeforeReload(start);
  if (before !== undefined) void router.navigate(before, { replace: true });
  rememberRoute(start, () => path() + router.state.location.search);
}
