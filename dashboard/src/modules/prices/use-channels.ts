import { type ChannelsQuery, ChannelsDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";

export type Channel = NonNullable<ChannelsQuery["channels"]>[number];

const NONE: readonly Channel[] = [];

/** Every channel of the shop, by name; none until they are there. */
export function useChannels() {
  const { data, error, isPending, refetch } = useApi(
    ["channels"],
    ChannelsDocument,
    {},
    { staleTime: 60_000 },
  );
  const channels = data?.channels ?? NONE;
  return {
    channels,
    /** What people call the channel; its slug where the shop has it no more. */
    nameOf: (slug: string) => channels.find((each) => each.slug === slug)?.name ?? slug,
    /** What the channels sell in. */
    currencies: [...new Set(channels.flatMap((each) => each.currency ?? []))].toSorted(),
    error,
    isPending,
    refetch,
  };
}
