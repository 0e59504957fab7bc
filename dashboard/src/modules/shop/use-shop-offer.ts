import { ShopOfferDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useHostState } from "@/host/use-host-state";

/** Whether orders can be placed by the API: in the standalone shop, not in Saleor. */
export function useShopOffer(): boolean {
  const host = useHost();
  const { status } = useHostState();
  const { data } = useApi(
    ["shop", "offer"],
    ShopOfferDocument,
    {},
    { enabled: host.kind === "standalone" && status === "ready", staleTime: Infinity },
  );
  return data?.__type != null;
}
