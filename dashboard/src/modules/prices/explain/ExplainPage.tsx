import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { ExplainPriceDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useHost } from "@/host/host";
import { CustomerPicker } from "@/modules/customers/CustomerPicker";
import { useCustomer } from "@/modules/widgets/use-customer";
import { usePermissions } from "@/shell/use-permissions";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { copyText } from "@/ui/copy-text";
import { Field } from "@/ui/Field";
import { InstantInput } from "@/ui/InstantInput";
import { TextInput } from "@/ui/inputs";
import { Button, Skeleton } from "@/ui/macaw";
import { Page } from "@/ui/Page";
import { Select } from "@/ui/Select";
import { useErrorText } from "@/ui/States";
import { useDebounced } from "@/ui/use-debounced";

import { readQuantity } from "../entries/breaks";
import { TargetPicker } from "../entries/TargetPicker";
import { type Channel, useChannels } from "../use-channels";
import styles from "./explain.module.css";
import { ExplanationView } from "./ExplanationView";

const FIELDS = ["customer", "variant", "channel", "quantity", "at"] as const;
type Question = Record<(typeof FIELDS)[number], string>;

/** What a customer pays for a variant and why. What is asked is in the address. */
export function ExplainPage() {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const host = useHost();
  const [params, setParams] = useSearchParams();
  const asked = Object.fromEntries(
    FIELDS.map((name) => [name, params.get(name) ?? ""]),
  ) as Question;
  const answer = useExplanation(asked);
  const change = (part: Partial<Question>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(part)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );

  return (
    <Page
      title={t("explaining.title")}
      backTo="/prices"
      actions={
        // Inside the Dashboard nobody tells us under which path it stands.
        host.kind === "standalone" ? (
          <Button
            type="button"
            variant="secondary"
            onClick={() => {
              copyText(location.href);
              host.notify({ status: "success", title: common("common.copied") });
            }}
          >
            <Link2 size={16} aria-hidden />
            {common("common.copyLink")}
          </Button>
        ) : null
      }
    >
      <div className={styles.columns}>
        <Card title={t("explaining.title")} help={t("explaining.help")} isPlain>
          <Questions
            asked={asked}
            variantName={answer.data?.explainPrice?.target.name}
            onChange={change}
          />
        </Card>
        <div aria-live="polite">
          <Answer asked={asked} answer={answer} />
        </div>
      </div>
    </Page>
  );
}

type QuestionsProps = {
  asked: Question;
  /** What the variant is called that was not chosen here. */
  variantName: string | undefined;
  onChange: (part: Partial<Question>) => void;
};

function Questions({ asked, variantName, onChange }: QuestionsProps) {
  const { t } = useTranslation("prices");
  const { may } = usePermissions();
  const { channels } = useChannels();
  const customer = useCustomer(asked.customer || undefined);
  return (
    <div className={styles.questions}>
      {may("MANAGE_USERS") ? (
        <CustomerPicker
          label={t("explaining.customer")}
          help={t("explaining.customerHelp")}
          placeholder={t("explaining.guest")}
          value={asked.customer || undefined}
          name={customer.data?.customerGroupCustomer?.name}
          onChange={(id) => onChange({ customer: id ?? "" })}
        />
      ) : (
        <Callout tone="info">{t("explaining.guestOnly")}</Callout>
      )}
      <TargetPicker
        label={t("explaining.variant")}
        kind="VARIANT"
        value={asked.variant || undefined}
        name={variantName}
        onChange={(target) => onChange({ variant: target?.id ?? "" })}
      />
      <Field label={t("explaining.channel")}>
        {({ id }) => (
          <Select
            id={id}
            label={t("explaining.channel")}
            options={channels.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={channelOf(asked, channels)}
            onChange={(slug) => onChange({ channel: slug })}
          />
        )}
      </Field>
      <Field label={t("explaining.quantity")}>
        {({ id }) => (
          <TextInput
            id={id}
            type="number"
            min={1}
            value={asked.quantity || "1"}
            onChange={({ target }) => onChange({ quantity: target.value })}
          />
        )}
      </Field>
      <Field label={t("explaining.at")} help={t("explaining.atHelp")}>
        {(ids) => (
          <InstantInput
            id={ids.id}
            describedBy={ids.describedBy}
            value={asked.at}
            onChange={(at) => onChange({ at })}
          />
        )}
      </Field>
    </div>
  );
}

/** The channel that is asked about: the only one, where there is one. */
function channelOf(asked: Question, channels: readonly Channel[]): string {
  return asked.channel || (channels.length === 1 ? (channels[0]?.slug ?? "") : "");
}

/** What the API says, once all is said that it has to know. */
function useExplanation(asked: Question) {
  const { channels } = useChannels();
  const channel = channelOf(asked, channels);
  const quantity = useDebounced(readQuantity(asked.quantity || "1"), 250);
  const isAsked = asked.variant !== "" && channel !== "" && quantity !== undefined;
  const answer = useApi(
    ["explain-price"],
    ExplainPriceDocument,
    {
      variant: asked.variant,
      customer: asked.customer || null,
      channel,
      quantity: quantity ?? 1,
      at: asked.at || null,
    },
    { enabled: isAsked, keepsPrevious: true, staleTime: 0 },
  );
  return { ...answer, isAsked };
}

type AnswerProps = { asked: Question; answer: ReturnType<typeof useExplanation> };

function Answer({ asked, answer: { data, error, isAsked, isFetching } }: AnswerProps) {
  const { t } = useTranslation("prices");
  const say = useErrorText();
  const customer = useCustomer(asked.customer || undefined).data?.customerGroupCustomer;
  const found = data?.explainPrice;
  if (!isAsked) return <p className={styles.hint}>{t("explaining.ask")}</p>;
  if (error) {
    return (
      <div className={styles.hint}>
        <Callout tone="error">{say(error)}</Callout>
      </div>
    );
  }
  if (!found) return <Skeleton height={20} />;
  return (
    <ExplanationView
      found={found}
      customer={asked.customer ? (customer?.name ?? "…") : t("explaining.guest")}
      isStale={isFetching}
    />
  );
}
