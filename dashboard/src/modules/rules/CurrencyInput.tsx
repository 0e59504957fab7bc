import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Select } from "@/ui/Select";

import { useVocabulary } from "./use-vocabulary";

const SHOPS_OWN = "";

type CurrencyInputProps = {
  value: string | undefined;
  onChange: (currency: string | undefined) => void;
};

/** The currency of a condition; the shop's own where none is named. */
export function CurrencyInput({ value, onChange }: CurrencyInputProps) {
  const { t } = useTranslation();
  const own = useVocabulary().vocabulary?.currency;
  const options = useMemo(() => {
    const codes = Intl.supportedValuesOf("currency");
    const all = value && !codes.includes(value) ? [value, ...codes] : codes;
    return [
      {
        value: SHOPS_OWN,
        label: own ? t("rules.shopsCurrencyIs", { currency: own }) : t("rules.shopsCurrency"),
      },
      ...all.map((code) => ({ value: code, label: code })),
    ];
  }, [t, value, own]);
  return (
    <Select
      isSnug
      label={t("rules.currency")}
      options={options}
      value={value ?? SHOPS_OWN}
      onChange={(code) => onChange(code === SHOPS_OWN ? undefined : code)}
    />
  );
}
