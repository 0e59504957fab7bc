import { useCombobox } from "downshift";
import type { TFunction } from "i18next";
import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { cx } from "@/ui/cx";
import styles from "@/ui/Select.module.css";
import { useShownMenu } from "@/ui/use-shown-menu";

import own from "./rules.module.css";
import { grouped, type Heading } from "./catalogue";
import type { Fact } from "./shapes";
import { GROUP_FIELD, NO_FIELD } from "./tree";

type Entry = { name: string; label: string; help: string; heading: Heading };

type FactPickerProps = {
  facts: readonly Fact[];
  value: string;
  onChange: (name: string) => void;
};

/** What a condition is about: facts under headings, found by their name or help. */
export function FactPicker({ facts, value, onChange }: FactPickerProps) {
  const { t, i18n } = useTranslation();
  const entries = useMemo(() => entriesOf(facts, t), [facts, t]);
  const chosen = entries.find((entry) => entry.name === value) ?? null;
  const shown = chosen?.label ?? (value === NO_FIELD ? "" : value);
  const [text, setText] = useState<string>();
  const items = useMemo(
    () => found(entries, text ?? "", i18n.language),
    [entries, text, i18n.language],
  );

  const combobox = useCombobox<Entry>({
    items: [...items],
    selectedItem: chosen,
    inputValue: text ?? shown,
    itemToString: (entry) => entry?.label ?? "",
    itemToKey: (entry) => entry?.name,
    onStateChange: ({ type, selectedItem, isOpen }) => {
      const types = useCombobox.stateChangeTypes;
      if ((type === types.InputKeyDownEnter || type === types.ItemClick) && selectedItem) {
        setText(undefined);
        onChange(selectedItem.name);
      } else if (isOpen === false || type === types.InputBlur) setText(undefined);
    },
  });

  const menu = useShownMenu(combobox.isOpen);

  return (
    <div className={cx(styles.select, own.fact)}>
      <div className={styles.box}>
        <input
          // At once: what downshift tells later on loses letters that are typed fast.
          {...combobox.getInputProps({ onChange: (event) => setText(event.currentTarget.value) })}
          aria-label={t("rules.fact")}
          aria-labelledby={undefined}
          placeholder={t("rules.chooseFact")}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          tabIndex={-1}
          className={own.open}
          {...combobox.getToggleButtonProps()}
          aria-label={t("rules.chooseFact")}
        >
          <ChevronDown size={14} aria-hidden />
        </button>
      </div>
      <ul
        {...combobox.getMenuProps({ ref: menu, "aria-label": t("rules.fact") })}
        aria-labelledby={undefined}
        className={cx(styles.menu, own.facts, !combobox.isOpen && styles.closed)}
      >
        {combobox.isOpen
          ? items.map((entry, index) => (
              <Line
                key={entry.name}
                heading={entry.heading === items[index - 1]?.heading ? undefined : entry.heading}
                entry={entry}
                isHighlighted={combobox.highlightedIndex === index}
                props={combobox.getItemProps({ item: entry, index })}
              />
            ))
          : null}
        {combobox.isOpen && items.length === 0 ? (
          <li className={styles.note} role="option" aria-selected={false} aria-disabled>
            {t("common.nothingFound")}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

type LineProps = {
  heading: Heading | undefined;
  entry: Entry;
  isHighlighted: boolean;
  props: object;
};

function Line({ heading, entry, isHighlighted, props }: LineProps) {
  const { t } = useTranslation();
  return (
    <>
      {heading === undefined ? null : (
        <li role="presentation" className={styles.heading}>
          {t(`rules.heading.${heading}`)}
        </li>
      )}
      <li {...props} className={cx(styles.option, isHighlighted && styles.highlighted)}>
        <span>
          {entry.label}
          <span className={styles.help}>{entry.help}</span>
        </span>
      </li>
    </>
  );
}

function entriesOf(facts: readonly Fact[], t: TFunction): Entry[] {
  const entries = grouped(facts).flatMap(({ heading, facts: members }) =>
    members.map((fact): Entry => ({
      name: fact.name,
      label: fact.label,
      help: fact.help,
      heading,
    })),
  );
  const group: Entry = {
    name: GROUP_FIELD,
    label: t("rules.group"),
    help: t("rules.groupHelp"),
    heading: "groups",
  };
  const later = entries.findIndex((entry) => ["attributes", "other"].includes(entry.heading));
  return later === -1 ? [...entries, group] : entries.toSpliced(later, 0, group);
}

/** Those with the text in their label come before those with it in their help. */
function found(entries: readonly Entry[], text: string, language: string): readonly Entry[] {
  const wanted = text.trim().toLocaleLowerCase(language);
  if (wanted === "") return entries;
  const has = (words: string) => words.toLocaleLowerCase(language).includes(wanted);
  const byLabel = entries.filter((entry) => has(entry.label) || has(entry.name));
  return [...byLabel, ...entries.filter((entry) => !byLabel.includes(entry) && has(entry.help))];
}
