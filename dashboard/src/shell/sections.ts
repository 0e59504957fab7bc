import { useTranslation } from "react-i18next";

import type { CustomerGroupPermission } from "@/api/generated/graphql";
import { useHost } from "@/host/host";
import { useShopOffer } from "@/modules/shop/use-shop-offer";
import type { Tab } from "@/ui/Page";

import { usePermissions } from "./use-permissions";

type Key = "groups" | "customers" | "prices" | "health" | "shop";
export type Section = Tab & { key: Key; needs: CustomerGroupPermission[] };

/** The parts of the screens that whoever is signed in can begin with. */
export function useSections(): Section[] {
  const { t } = useTranslation();
  const { may } = usePermissions();
  const hasShop = useShopOffer();
  const sections: Section[] = [
    { key: "groups", to: "/groups", label: t("app.groups"), needs: ["MANAGE_USERS"] },
    { key: "customers", to: "/customers", label: t("app.customers"), needs: ["MANAGE_USERS"] },
    { key: "prices", to: "/prices", label: t("app.prices"), needs: ["MANAGE_PRODUCTS"] },
    { key: "health", to: "/health", label: t("app.health"), needs: ["MANAGE_USERS"] },
  ];
  if (hasShop) {
    sections.push({ key: "shop", to: "/shop", label: t("shop.title"), needs: ["MANAGE_USERS"] });
  }
  return sections.filter((section) => may(...section.needs));
}

/** The same as tabs, inside the Dashboard; alone they stand in the sidebar. */
export function useSectionTabs(): Tab[] | undefined {
  const host = useHost();
  const sections = useSections();
  return host.kind === "dashboard" ? sections : undefined;
}
