import { useTranslation } from "react-i18next";

import { useHost } from "@/host/host";
import { useShopOffer } from "@/modules/shop/use-shop-offer";
import type { Tab } from "@/ui/Page";

export type Section = Tab & { key: "groups" | "customers" | "health" | "shop" };

/** The parts of the screens that one can begin with. */
export function useSections(): Section[] {
  const { t } = useTranslation();
  const hasShop = useShopOffer();
  return [
    { key: "groups", to: "/groups", label: t("app.groups") },
    { key: "customers", to: "/customers", label: t("app.customers") },
    { key: "health", to: "/health", label: t("app.health") },
    ...(hasShop ? [{ key: "shop" as const, to: "/shop", label: t("shop.title") }] : []),
  ];
}

/** The same as tabs, inside the Dashboard; alone they stand in the sidebar. */
export function useSectionTabs(): Tab[] | undefined {
  const host = useHost();
  const sections = useSections();
  return host.kind === "dashboard" ? sections : undefined;
}
