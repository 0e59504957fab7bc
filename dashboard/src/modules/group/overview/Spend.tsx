import { useTranslation } from "react-i18next";

import {
  type CustomerGroupPeriod,
  GroupStatisticsDocument,
  DefaultGroupDocument,
} from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Card } from "@/ui/Card";

import styles from "./overview.module.css";
import type { Statistics } from "./OverviewTab";

type SpendProps = { found: Statistics; period: CustomerGroupPeriod; isDefault: boolean };

/** What the members bought, beside what every registered customer did. */
export function Spend({ found, period, isDefault }: SpendProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const shop = useShop(period, !isDefault);
  return (
    <Card title={t("group.overview.spendTitle")} help={t("group.overview.spendHelp")} isPlain>
      {found.spend.length === 0 ? (
        <p className="muted">{t("group.overview.noOrders")}</p>
      ) : (
        <div className={styles.wide}>
          <table className={styles.table} aria-label={t("group.overview.spendTitle")}>
            <thead>
              <tr>
                <th scope="col">{t("group.overview.currency")}</th>
                <th scope="col">{t("group.overview.orders")}</th>
                <th scope="col">{t("group.overview.buyers")}</th>
                <th scope="col">{t("group.overview.spend")}</th>
                <th scope="col">{t("group.overview.average")}</th>
              </tr>
            </thead>
            <tbody>
              {found.spend.map((row) => {
                const all = shop?.spend.find((each) => each.currency === row.currency);
                return (
                  <tr key={row.currency}>
                    <th scope="row">{row.currency}</th>
                    <td>
                      {format.number(row.orders)}
                      <OfShop part={row.orders} whole={all?.orders} />
                    </td>
                    <td>
                      {format.number(row.buyers)}
                      <OfShop part={row.buyers} whole={all?.buyers} />
                    </td>
                    <td>
                      {format.money(row.amount, row.currency)}
                      <OfShop part={row.amount} whole={all?.amount} />
                    </td>
                    <td>
                      {typeof row.averageOrderValue === "number"
                        ? format.money(row.averageOrderValue, row.currency)
                        : "–"}
                      {typeof all?.averageOrderValue === "number" ? (
                        <span className={styles.ofShop}>
                          {t("group.overview.inShop", {
                            value: format.money(all.averageOrderValue, row.currency),
                          })}
                        </span>
                      ) : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function OfShop({ part, whole }: { part: number; whole: number | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!whole) return null;
  return (
    <span className={styles.ofShop}>
      {t("group.overview.ofShop", { share: format.share(part / whole) })}
    </span>
  );
}

/** The statistics of the default group, which covers every registered customer. */
function useShop(period: CustomerGroupPeriod, isWanted: boolean): Statistics | undefined {
  const found = useApi(
    ["groups", "default"],
    DefaultGroupDocument,
    {},
    { enabled: isWanted, staleTime: 300_000 },
  );
  const id = found.data?.customerGroups?.edges[0]?.node.id;
  const { data } = useApi(
    ["group", id, "statistics"],
    GroupStatisticsDocument,
    { id: id ?? "", period },
    { enabled: isWanted && id !== undefined, staleTime: 60_000 },
  );
  return data?.customerGroup?.statistics ?? undefined;
}
