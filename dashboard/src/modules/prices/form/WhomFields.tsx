import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { GroupsFilter } from "@/modules/customers/GroupsFilter";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useProblemText } from "@/ui/ProblemText";

import type { FormValues } from "../form";
import type { Held } from "../PriceListForm";
import styles from "../prices.module.css";
import { useChannels } from "../use-channels";

/** Whose members get the prices, and where. */
export function WhomFields({ campaign }: { campaign: Held | undefined }) {
  const { t } = useTranslation("prices");
  const say = useProblemText();
  const { control, watch } = useFormContext<FormValues>();
  const currency = watch("currency");
  return (
    <Card title={t("form.whom")}>
      <div className={styles.fields}>
        {campaign ? (
          <Callout tone="info">
            <p>{t("form.held", { name: campaign.name })}</p>
            <Link to={`/campaigns/${encodeURIComponent(campaign.id)}`}>{campaign.name}</Link>
          </Callout>
        ) : (
          <Controller
            control={control}
            name="groups"
            render={({ field, fieldState }) => (
              <GroupsFilter
                label={t("form.groups")}
                help={t("form.groupsHelp")}
                values={field.value}
                error={say(fieldState.error?.message)}
                onChange={field.onChange}
              />
            )}
          />
        )}
        <Controller
          control={control}
          name="channels"
          render={({ field, fieldState }) => (
            <ChannelsField
              values={field.value}
              currency={currency}
              problem={say(fieldState.error?.message)}
              onChange={field.onChange}
            />
          )}
        />
      </div>
    </Card>
  );
}

type ChannelsFieldProps = {
  values: string[];
  currency: string;
  problem: string | undefined;
  onChange: (slugs: string[]) => void;
};

function ChannelsField({ values, currency, problem, onChange }: ChannelsFieldProps) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const { channels, nameOf } = useChannels();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const sells = (own: string | null | undefined) => !currency || !own || own === currency;
  const strangers = channels.filter((each) => values.includes(each.slug) && !sells(each.currency));
  return (
    <div className={styles.stack}>
      <Field
        label={t("form.channels")}
        help={t("form.channelsHelp")}
        error={problem}
        isOptional={common("common.optional")}
      >
        {(ids) => (
          <Picker
            id={ids.id}
            label={t("form.channels")}
            describedBy={ids.describedBy}
            isInvalid={ids.isInvalid}
            placeholder={t("form.channelsChoose")}
            choices={channels
              .filter((each) => sells(each.currency))
              .filter((each) => each.name.toLocaleLowerCase().includes(wanted))
              .map((each) => ({
                value: each.slug,
                label: each.name,
                count: each.currency ?? undefined,
              }))}
            values={values}
            nameOf={nameOf}
            onSearch={setSearch}
            onChange={onChange}
          />
        )}
      </Field>
      {strangers.length === 0 ? null : (
        <Callout tone="warning">
          {strangers.map((each) => (
            <p key={each.slug}>
              {t("form.otherCurrency", { name: each.name, currency: each.currency ?? "" })}
            </p>
          ))}
        </Callout>
      )}
    </div>
  );
}
