import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Menu, type MenuItem } from "@/ui/Menu";
import { Button } from "@/ui/macaw";
import { Select } from "@/ui/Select";

import { CurrencyInput } from "./CurrencyInput";
import type { TargetKind } from "./document";
import styles from "./rules.module.css";
import type { Fact } from "./shapes";
import { Suggested } from "./Suggested";
import type { Details } from "./tree";
import { WindowInput } from "./WindowInput";

type NarrowingProps = { fact: Fact; details: Details; onChange: (details: Details) => void };

/** What narrows a fact: a currency, what it is about, a length of time, a channel. */
export function Narrowing({ fact, details, onChange }: NarrowingProps) {
  const { t } = useTranslation();
  const set = (part: Partial<Details>) => onChange({ ...details, ...part });
  const possible: MenuItem[] = [];
  if (fact.targets.length > 0 && details.target === undefined) {
    const [kind] = fact.targets;
    possible.push({
      key: "target",
      label: t("rules.narrow.target"),
      onSelect: () => set({ target: { [String(kind).toLowerCase()]: [] } }),
    });
  }
  if (fact.takesWithin && details.within === undefined) {
    possible.push({
      key: "within",
      label: t("rules.narrow.within"),
      onSelect: () => set({ within: { days: 90 } }),
    });
  }
  if (fact.takesChannel && details.channel === undefined) {
    possible.push({
      key: "channel",
      label: t("rules.narrow.channel"),
      onSelect: () => set({ channel: "" }),
    });
  }

  return (
    <>
      {fact.takesCurrency ? (
        <CurrencyInput value={details.currency} onChange={(currency) => set({ currency })} />
      ) : null}
      {details.target === undefined ? null : (
        <TargetInput fact={fact} details={details} onChange={onChange} />
      )}
      {details.within === undefined ? null : (
        <Part label={t("rules.narrow.withinLabel")} onRemove={() => set({ within: undefined })}>
          <WindowInput
            label={t("rules.narrow.withinLabel")}
            window={details.within}
            isWholeDays={false}
            direction="past"
            onChange={(within) => set({ within })}
          />
        </Part>
      )}
      {details.channel === undefined ? null : (
        <Part label={t("rules.narrow.channelLabel")} onRemove={() => set({ channel: undefined })}>
          <Suggested
            label={t("rules.narrow.channelLabel")}
            fact="channels"
            values={details.channel === "" ? [] : [details.channel]}
            isSingle
            onChange={([channel]) => set({ channel: channel ?? "" })}
          />
        </Part>
      )}
      {possible.length === 0 ? null : (
        <Menu
          label={t("rules.narrow.label")}
          items={possible}
          trigger={
            <Button type="button" variant="tertiary" size="small">
              {t("rules.narrow.label")}
            </Button>
          }
        />
      )}
    </>
  );
}

type PartProps = { label: string; onRemove: () => void; children: React.ReactNode };

function Part({ label, onRemove, children }: PartProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.part}>
      <span className={styles.partLabel}>{label}</span>
      {children}
      <button
        type="button"
        className={styles.drop}
        aria-label={t("common.remove", { name: label })}
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}

function TargetInput({ fact, details, onChange }: NarrowingProps) {
  const { t } = useTranslation();
  const kinds = fact.targets.map((kind) => kind.toLowerCase() as TargetKind);
  const [entry] = Object.entries(details.target ?? {}) as [TargetKind, string | string[]][];
  const [kind, values] = entry ?? [kinds[0] ?? "product", []];
  const set = (next: TargetKind, named: string[]) =>
    onChange({ ...details, target: { [next]: named } });
  return (
    <Part
      label={t("rules.narrow.targetLabel")}
      onRemove={() => onChange({ ...details, target: undefined })}
    >
      <Select<TargetKind>
        isSnug
        label={t("rules.narrow.targetKind")}
        options={kinds.map((value) => ({ value, label: t(`rules.targetKind.${value}`) }))}
        value={kind}
        onChange={(next) => set(next, [])}
      />
      <Suggested
        key={kind}
        label={t(`rules.targetKind.${kind}`)}
        fact={fact.name}
        target={kind}
        values={[values].flat()}
        onChange={(named) => set(kind, named)}
      />
    </Part>
  );
}
