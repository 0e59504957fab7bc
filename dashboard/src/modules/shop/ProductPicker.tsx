import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ShopProductsDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useFormat } from "@/i18n/use-format";
import { Field } from "@/ui/Field";
import { Picker } from "@/ui/Picker";
import { useDebounced } from "@/ui/use-debounced";

import type { Product } from "./basket";

/** What the shop sells, found by typing. */
export function ProductPicker({ onChoose }: { onChoose: (product: Product) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search.trim(), 250);
  const { data, isFetching } = useApi(
    ["shop", "products"],
    ShopProductsDocument,
    { search: wanted },
    { keepsPrevious: true },
  );
  const products = data?.shopProducts ?? [];
  return (
    <Field label={t("shop.add")}>
      {(ids) => (
        <Picker
          id={ids.id}
          label={t("shop.add")}
          isSingle
          isLoading={isFetching}
          choices={products.map((each) => ({
            value: each.variant,
            label: each.brand ? `${each.name}, ${each.brand}` : each.name,
            count: format.money(each.price, each.currency),
          }))}
          values={[]}
          onSearch={setSearch}
          onChange={([variant]) => {
            const chosen = products.find((each) => each.variant === variant);
            if (chosen) onChoose(chosen);
          }}
        />
      )}
    </Field>
  );
}
