import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useNavigate, useOutletContext, useParams } from "react-router";

import { type PriceListDetailFragment, PriceListDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { GroupLink } from "@/modules/groups/GroupLink";
import { NotFound } from "@/shell/NotFound";
import { Badge } from "@/ui/Badge";
import { Callout } from "@/ui/Callout";
import { Page } from "@/ui/Page";
import { ErrorState } from "@/ui/States";

import { type PriceListAction, PriceListActions } from "./PriceListActions";
import { PriceListMenu } from "./PriceListMenu";
import styles from "./prices.module.css";
import { problemsOf, standingOf } from "./standing";
import { StandingBadge } from "./StandingBadge";

type Context = { list: PriceListDetailFragment };

/** The price list whose page it is. */
export function usePriceList(): PriceListDetailFragment {
  return useOutletContext<Context>().list;
}

/** One price list: its prices, and how it is set up. */
export function PriceListPage() {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const [action, setAction] = useState<PriceListAction>();
  const { data, error, refetch } = useApi(["prices", id], PriceListDocument, { id });
  const list = data?.priceList;

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data && !list) return <NotFound />;
  if (!list) {
    return (
      <Page title={common("common.loading")} backTo="/prices">
        {null}
      </Page>
    );
  }
  const problems = problemsOf(list);
  return (
    <Page
      title={list.name}
      backTo="/prices"
      aside={
        <span className={styles.badges}>
          <StandingBadge list={list} />
          <Badge>{list.currency}</Badge>
          {list.groups.map((group) => (
            <GroupLink key={group.id} group={group} />
          ))}
        </span>
      }
      tabsLabel={list.name}
      tabs={[
        { to: "prices", label: t("tab.prices"), count: format.number(list.priceCount) },
        { to: "settings", label: t("tab.settings") },
      ]}
      actions={<PriceListMenu list={list} act={setAction} isOwnPage />}
    >
      {list.campaign && standingOf(list) === "CAMPAIGN_CLOSED" ? (
        <div className={styles.notice}>
          <Callout tone="info">{t("held", { name: list.campaign.name })}</Callout>
        </div>
      ) : null}
      {problems.length === 0 ? null : (
        <div className={styles.notice}>
          <Callout tone="warning">
            {problems.map((problem) => (
              <p key={problem}>{t(`problem.${problem}`)}</p>
            ))}
          </Callout>
        </div>
      )}
      <Outlet context={{ list } satisfies Context} />
      {action === undefined ? null : (
        <PriceListActions
          action={action}
          onDone={() => setAction(undefined)}
          {...(action.kind === "delete" ? { onGone: () => void navigate("/prices") } : {})}
        />
      )}
    </Page>
  );
}
