import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormat } from "@/i18n/use-format";
import { Card } from "@/ui/Card";
import { cx } from "@/ui/cx";

import { useAdjustment } from "../entries/BreakLines";
import { keyOf } from "../entries/breaks";
import { useChannels } from "../use-channels";
import styles from "./explain.module.css";
import { type Explanation, hindrance, offer, summary, verdict, type Words } from "./sentences";

type ExplanationViewProps = { found: Explanation; customer: string; isStale: boolean };

/** The price, what won, and what did not count and why. */
export function ExplanationView({ found, customer, isStale }: ExplanationViewProps) {
  const { t } = useTranslation("prices");
  const format = useFormat();
  const { nameOf } = useChannels();
  const adjustment = useAdjustment(found.currency);
  const words: Words = { t, format, adjustment, channelName: nameOf };
  return (
    <div className={cx(isStale && styles.stale)} aria-busy={isStale}>
      <Card isPlain>
        <p className={styles.question}>
          {t("explaining.pays", {
            customer,
            variant: found.target.name,
            quantity: format.number(found.quantity),
          })}
        </p>
        <p className={styles.price}>{format.money(found.price, found.currency)}</p>
        <p className={styles.summary}>{summary(found, words)}</p>
        <p className="muted">
          {t("explaining.listPrice", {
            price: format.money(found.listPrice, found.currency),
          })}{" "}
          {t(`explaining.policy.${found.policy}`)}
        </p>
      </Card>
      {found.candidates.length === 0 ? null : (
        <Card title={t("explaining.candidates")} isPlain>
          <ol className={styles.candidates}>
            {found.candidates.map((candidate) => (
              <li key={`${candidate.priceList.id} ${keyOf(candidate.target)}`}>
                {candidate.verdict === "WINS" ? (
                  <Check size={16} className={styles.wins} aria-hidden />
                ) : (
                  <X size={16} className="muted" aria-hidden />
                )}
                <span>
                  <Link to={`/prices/${encodeURIComponent(candidate.priceList.id)}`}>
                    {offer(candidate, found, words)}
                  </Link>
                  <span className={styles.verdict}>{verdict(candidate, found, words)}</span>
                </span>
              </li>
            ))}
          </ol>
        </Card>
      )}
      {found.hindered.length === 0 ? null : (
        <Card title={t("explaining.hindered")} isPlain>
          <ul className={styles.candidates}>
            {found.hindered.map((each) => (
              <li key={each.priceList.id}>
                <X size={16} className="muted" aria-hidden />
                <span>
                  <Link to={`/prices/${encodeURIComponent(each.priceList.id)}/settings`}>
                    {each.priceList.name}
                  </Link>
                  <span className={styles.verdict}>{hindrance(each, found, words)}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
