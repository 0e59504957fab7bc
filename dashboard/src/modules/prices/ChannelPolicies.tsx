import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type CustomerGroupListPolicy,
  UpdateChannelPricingDocument,
} from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/macaw";
import { Select } from "@/ui/Select";
import { ErrorState, useErrorText } from "@/ui/States";

import styles from "./prices.module.css";
import { type Channel, useChannels } from "./use-channels";

const POLICIES = ["PRIORITY", "BEST"] as const;

/** Which of a customer's price lists wins in each channel; a choice counts at once. */
export function ChannelPolicies({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("prices");
  const host = useHost();
  const client = useQueryClient();
  const say = useErrorText();
  const { channels, error, isPending, refetch } = useChannels();
  const [refusal, setRefusal] = useState<string>();
  const { mutate } = useChange(UpdateChannelPricingDocument);

  const choose = ({ slug, name }: Channel, policy: CustomerGroupListPolicy) =>
    mutate(
      { channel: slug, policy },
      {
        onError: (fault) => setRefusal(say(fault)),
        onSuccess: ({ channelPricingUpdate: result }) => {
          const [problem] = result?.errors ?? [];
          setRefusal(problem && say(problem));
          void client.invalidateQueries({ queryKey: ["channels"] });
          if (problem) return;
          host.notify({ status: "success", title: t("policies.saved", { name }) });
        },
      },
    );

  return (
    <Dialog title={t("policies.title")} onClose={onClose}>
      <div className={styles.stack}>
        <p>{t("policies.help")}</p>
        {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {isPending ? <Skeleton height={10} /> : null}
        {!isPending && !error && channels.length === 0 ? <p>{t("policies.none")}</p> : null}
        {channels.length === 0 ? null : (
          <table className={styles.policies}>
            <thead>
              <tr>
                <th scope="col">{t("policies.channel")}</th>
                <th scope="col">{t("policies.currency")}</th>
                <th scope="col">{t("policies.policy")}</th>
              </tr>
            </thead>
            <tbody>
              {channels.map((channel) => (
                <tr key={channel.slug}>
                  <th scope="row">{channel.name}</th>
                  <td>{channel.currency ?? t("policies.several")}</td>
                  <td>
                    <Select<CustomerGroupListPolicy>
                      label={t("policies.of", { name: channel.name })}
                      options={POLICIES.map((value) => ({
                        value,
                        label: t(`policies.option.${value}`),
                        help: t(`policies.optionHelp.${value}`),
                      }))}
                      value={channel.policy}
                      onChange={(policy) => choose(channel, policy)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  );
}
