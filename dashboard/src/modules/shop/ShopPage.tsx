import { Button } from "@/ui/macaw";
import { ShoppingBag, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { PlaceShopOrderDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { CustomerPicker } from "@/modules/customers/CustomerPicker";
import { useCustomer } from "@/modules/widgets/use-customer";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { TextInput } from "@/ui/inputs";
import { Page } from "@/ui/Page";
import { useErrorText } from "@/ui/States";

import { type Basket, totals, withProduct, withQuantity } from "./basket";
import { type CustomerGroups, GroupsChange } from "./GroupsChange";
import { ProductPicker } from "./ProductPicker";
import styles from "./shop.module.css";

/** How often the customer's groups are looked at, to see them change. */
const EVERY_MS = 2_000;

/** Places an order for a customer and shows what it does to his groups. */
export function ShopPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useErrorText();
  const [customer, setCustomer] = useState<string>();
  const [basket, setBasket] = useState<Basket>([]);
  const [before, setBefore] = useState<CustomerGroups>();
  const [placed, setPlaced] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const { data, error, refetch } = useCustomer(customer, { refetchInterval: EVERY_MS });
  const groups = data?.customerGroupCustomer?.groups;
  const { mutate, isPending } = useChange(PlaceShopOrderDocument);

  const choose = (id: string | undefined) => {
    setCustomer(id);
    setBefore(undefined);
    setPlaced(undefined);
    setRefusal(undefined);
  };

  const place = () => {
    if (customer === undefined || groups === undefined) return;
    const lines = basket.map(({ product, quantity }) => ({ variant: product.variant, quantity }));
    setRefusal(undefined);
    mutate(
      { customer, lines },
      {
        onError: (fault) => setRefusal(say(fault)),
        onSuccess: ({ shopOrderPlace: result }) => {
          const [problem] = result?.errors ?? [];
          if (problem || !result?.order) {
            setRefusal(problem ? say(problem) : t("errors.failed"));
            return;
          }
          setBefore(groups);
          setPlaced(
            t("shop.placed", { total: format.money(result.order.total, result.order.currency) }),
          );
          setBasket([]);
          void refetch();
        },
      },
    );
  };

  return (
    <Page title={t("shop.title")}>
      <div className={styles.columns}>
        <Card title={t("shop.order")} help={t("shop.help")} isPlain>
          <div className={styles.order}>
            <CustomerPicker label={t("shop.customer")} value={customer} onChange={choose} />
            <ProductPicker onChoose={(product) => setBasket(withProduct(basket, product))} />
            <Lines basket={basket} onChange={setBasket} />
            {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
            <Button
              type="button"
              disabled={groups === undefined || basket.length === 0 || isPending}
              onClick={place}
            >
              <ShoppingBag size={16} aria-hidden />
              {t(isPending ? "shop.placing" : "shop.place")}
            </Button>
            <div aria-live="polite">
              {placed === undefined ? null : <Callout tone="success">{placed}</Callout>}
            </div>
          </div>
        </Card>
        <Card title={t("shop.groups")} help={t("shop.groupsHelp")} isPlain>
          {error ? <Callout tone="error">{say(error)}</Callout> : null}
          {customer === undefined ? <p className="muted">{t("shop.nobody")}</p> : null}
          {groups === undefined ? null : <GroupsChange before={before} now={groups} />}
        </Card>
      </div>
    </Page>
  );
}

type LinesProps = { basket: Basket; onChange: (basket: Basket) => void };

function Lines({ basket, onChange }: LinesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (basket.length === 0) return <p className="muted">{t("shop.empty")}</p>;
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t("shop.product")}</th>
          <th scope="col">{t("shop.quantity")}</th>
          <th scope="col">{t("shop.amount")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {basket.map(({ product, quantity }) => (
          <tr key={product.variant}>
            <th scope="row">{product.name}</th>
            <td>
              <TextInput
                type="number"
                min={1}
                max={1000}
                aria-label={t("shop.quantityOf", { name: product.name })}
                value={quantity}
                onChange={({ target }) => {
                  const next = Math.trunc(target.valueAsNumber);
                  if (next >= 1) onChange(withQuantity(basket, product.variant, next));
                }}
              />
            </td>
            <td>{format.money(product.price * quantity, product.currency)}</td>
            <td>
              <Button
                type="button"
                variant="tertiary"
                size="small"
                icon={<X size={14} />}
                aria-label={t("common.remove", { name: product.name })}
                onClick={() => onChange(withQuantity(basket, product.variant, 0))}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t("shop.total")}
          </th>
          <td>
            {format.list(
              [...totals(basket)].map(([currency, total]) => format.money(total, currency)),
            )}
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
