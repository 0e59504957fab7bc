import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CustomerGroupPriceTargetKind } from "@/api/generated/graphql";
import { Callout } from "@/ui/Callout";
import { Field } from "@/ui/Field";
import { Button } from "@/ui/macaw";
import { Select } from "@/ui/Select";

import { emptyBreak, type Target, type TypedBreak } from "./breaks";
import { BreaksEditor } from "./BreaksEditor";
import styles from "./entries.module.css";
import { TargetPicker } from "./TargetPicker";
import { useSetPrices } from "./use-set-prices";

const KINDS = ["VARIANT", "PRODUCT", "COLLECTION", "CATEGORY", "ALL"] as const;

type NewPriceProps = { list: { id: string; currency: string }; onClose: () => void };

/** A price for something that the list may say nothing of yet. */
export function NewPrice({ list, onClose }: NewPriceProps) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const [kind, setKind] = useState<CustomerGroupPriceTargetKind>("VARIANT");
  const [target, setTarget] = useState<Target>();
  const [typed, setTyped] = useState<TypedBreak[]>([emptyBreak()]);
  const [isMissing, setMissing] = useState(false);
  const { save, isBusy, problems, refusal } = useSetPrices(list, onClose);

  const submit = () => {
    const wanted = kind === "ALL" ? { kind, id: null } : target;
    setMissing(wanted === undefined);
    if (wanted) save(wanted, typed);
  };

  return (
    <form
      noValidate
      className={styles.new}
      aria-label={t("entry.addTitle")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{t("entry.addTitle")}</h2>
      <div className={styles.what}>
        <Field label={t("entry.what")}>
          {({ id }) => (
            <Select<CustomerGroupPriceTargetKind>
              id={id}
              label={t("entry.what")}
              options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={kind}
              onChange={(next) => {
                setKind(next);
                setTarget(undefined);
                setMissing(false);
              }}
            />
          )}
        </Field>
        {kind === "ALL" ? null : (
          <TargetPicker
            key={kind}
            label={t(`kind.${kind}`)}
            kind={kind}
            value={target?.id ?? undefined}
            error={isMissing ? t("entry.problem.target") : undefined}
            onChange={setTarget}
          />
        )}
      </div>
      <BreaksEditor
        typed={typed}
        currency={list.currency}
        problems={problems}
        onChange={setTyped}
      />
      {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      <div className={styles.foot}>
        <Button type="submit" disabled={isBusy}>
          {t("entry.save")}
        </Button>
        <Button type="button" variant="secondary" onClick={onClose}>
          {common("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
