import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Callout } from "@/ui/Callout";
import { Button } from "@/ui/macaw";

import { type Entry, type TypedBreak, typedOf } from "./breaks";
import { BreaksEditor } from "./BreaksEditor";
import styles from "./entries.module.css";
import { useTargetName } from "./TargetName";
import { useSetPrices } from "./use-set-prices";

type EditedPriceProps = {
  list: { id: string; currency: string };
  entry: Entry;
  onClose: () => void;
};

/** A row of the table whose price is being changed. */
export function EditedPrice({ list, entry, onClose }: EditedPriceProps) {
  const { t } = useTranslation("prices");
  const { t: common } = useTranslation();
  const name = useTargetName();
  const [typed, setTyped] = useState<TypedBreak[]>(() => typedOf(entry.breaks));
  const { save, isBusy, problems, refusal } = useSetPrices(list, onClose);
  const ref = useRef<HTMLFormElement>(null);

  useEffect(
    () => ref.current?.querySelector<HTMLInputElement>("input[inputmode=decimal]")?.select(),
    [],
  );

  useEffect(() => {
    const form = ref.current;
    const heard = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose();
    };
    form?.addEventListener("keydown", heard);
    return () => form?.removeEventListener("keydown", heard);
  }, [onClose]);

  return (
    <form
      ref={ref}
      noValidate
      className={styles.breaks}
      aria-label={t("entry.editing", { name: name(entry.target) })}
      onSubmit={(event) => {
        event.preventDefault();
        save(entry.target, typed);
      }}
    >
      <BreaksEditor
        typed={typed}
        currency={list.currency}
        problems={problems}
        onChange={setTyped}
      />
      {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      <div className={styles.foot}>
        <Button type="submit" size="small" disabled={isBusy}>
          {t("entry.save")}
        </Button>
        <Button type="button" size="small" variant="secondary" onClick={onClose}>
          {common("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
