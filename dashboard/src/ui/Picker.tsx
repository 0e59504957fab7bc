import { useCombobox, useMultipleSelection } from "downshift";
import { X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Select.module.css";
import { cx } from "./cx";
import { useShownMenu } from "./use-shown-menu";

export type Choice = {
  value: string;
  label: string;
  /** What stands at the end of the line, such as how many customers have it. */
  count?: string | undefined;
  mark?: ReactNode;
};

type PickerProps = {
  id?: string;
  label: string;
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Told of every letter; whoever gives the choices filters them. */
  onSearch: (text: string) => void;
  isLoading?: boolean;
  /** One value only; choosing another replaces it. */
  isSingle?: boolean;
  /** What is typed may be taken although it is not among the choices. */
  isOpenEnded?: boolean;
  /** How a value reads that is not among the choices any more. */
  nameOf?: (value: string) => string;
  placeholder?: string;
  describedBy?: string | undefined;
  isInvalid?: boolean;
};

/** One or several values, found by typing; suggestions come from outside. */
export function Picker(props: PickerProps) {
  const { t } = useTranslation();
  const { values, choices, onChange, onSearch, isSingle = false, isOpenEnded = false } = props;
  const [text, setText] = useState("");
  const typed = text.trim();

  const items = useMemo(() => {
    const left = choices.filter((choice) => !values.includes(choice.value));
    const isNew =
      isOpenEnded && typed !== "" && ![...choices.map((c) => c.value), ...values].includes(typed);
    return isNew ? [...left, { value: typed, label: t("common.use", { value: typed }) }] : left;
  }, [choices, values, isOpenEnded, typed, t]);

  const add = (value: string) => onChange(isSingle ? [value] : [...values, value]);
  const remove = (value: string) => onChange(values.filter((each) => each !== value));
  const search = (next: string) => {
    setText(next);
    onSearch(next);
  };

  const selection = useMultipleSelection<string>({
    selectedItems: [...values],
    onStateChange: ({ selectedItems, type }) => {
      const { DropdownKeyDownBackspace, SelectedItemKeyDownBackspace, SelectedItemKeyDownDelete } =
        useMultipleSelection.stateChangeTypes;
      if (
        type === DropdownKeyDownBackspace ||
        type === SelectedItemKeyDownBackspace ||
        type === SelectedItemKeyDownDelete
      )
        onChange(selectedItems ?? []);
    },
  });

  const combobox = useCombobox<Choice>({
    items,
    inputValue: text,
    selectedItem: null,
    itemToString: (choice) => choice?.label ?? "",
    ...(props.id ? { inputId: props.id } : {}),
    stateReducer: (_state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputKeyDownEnter ||
      type === useCombobox.stateChangeTypes.ItemClick
        ? { ...changes, isOpen: !isSingle, inputValue: "" }
        : changes,
    onStateChange: ({ type, selectedItem }) => {
      if (
        (type === useCombobox.stateChangeTypes.InputKeyDownEnter ||
          type === useCombobox.stateChangeTypes.ItemClick) &&
        selectedItem
      ) {
        add(selectedItem.value);
        search("");
      }
      if (type === useCombobox.stateChangeTypes.InputBlur) {
        // Whoever types and moves on means it.
        if (isOpenEnded && typed !== "" && !values.includes(typed)) add(typed);
        search("");
      }
    },
  });

  const menu = useShownMenu(combobox.isOpen);

  return (
    <div className={styles.select}>
      <div className={cx(styles.box, props.isInvalid && styles.invalid)}>
        {values.map((value, index) => (
          <span
            key={value}
            className={styles.chip}
            {...selection.getSelectedItemProps({ selectedItem: value, index })}
          >
            {props.nameOf?.(value) ?? value}
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("common.remove", { name: props.nameOf?.(value) ?? value })}
              onClick={(event) => {
                event.stopPropagation();
                remove(value);
              }}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          {...combobox.getInputProps({
            ...selection.getDropdownProps({ preventKeyAction: combobox.isOpen }),
            // At once: what downshift tells later on loses letters that are typed fast.
            onChange: (event) => search(event.currentTarget.value),
          })}
          aria-label={props.label}
          aria-labelledby={undefined}
          aria-describedby={props.describedBy}
          {...(props.isInvalid ? { "aria-invalid": true } : {})}
          placeholder={values.length === 0 ? (props.placeholder ?? t("common.search")) : ""}
          onFocus={() => onSearch(text)}
        />
      </div>
      <ul
        {...combobox.getMenuProps({ ref: menu, "aria-label": props.label })}
        aria-labelledby={undefined}
        className={cx(styles.menu, !combobox.isOpen && styles.closed)}
      >
        {combobox.isOpen
          ? items.map((choice, index) => (
              <li
                key={choice.value}
                {...combobox.getItemProps({ item: choice, index })}
                className={cx(
                  styles.option,
                  combobox.highlightedIndex === index && styles.highlighted,
                )}
              >
                <span>
                  {choice.mark}
                  {choice.label}
                </span>
                {choice.count === undefined ? null : (
                  <span className={styles.count}>{choice.count}</span>
                )}
              </li>
            ))
          : null}
        {combobox.isOpen && items.length === 0 ? (
          <li className={styles.note} role="option" aria-selected={false} aria-disabled>
            {props.isLoading ? t("common.loading") : t("common.nothingFound")}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
