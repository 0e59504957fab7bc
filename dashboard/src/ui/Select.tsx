import { useSelect } from "downshift";
import { Check, ChevronDown } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Select.module.css";
import { cx } from "./cx";
import { useShownMenu } from "./use-shown-menu";

export type Option<Value extends string> = { value: Value; label: string; help?: string };

type SelectProps<Value extends string> = {
  id?: string;
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  describedBy?: string | undefined;
  isInvalid?: boolean;
  isDisabled?: boolean;
  /** As wide as what is chosen, instead of all the place there is. */
  isSnug?: boolean;
};

/** A choice of one. macaw-ui's own names nothing to screen readers. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { t } = useTranslation();
  const { options, value, onChange, label } = props;
  const chosen = options.find((option) => option.value === value) ?? null;
  const known = useRef(value);
  useLayoutEffect(() => {
    known.current = value;
  }, [value]);
  const select = useSelect<Option<Value>>({
    items: [...options],
    itemToString: (option) => option?.label ?? "",
    itemToKey: (option) => option?.value,
    selectedItem: chosen,
    ...(props.id ? { toggleButtonId: props.id } : {}),
    onSelectedItemChange: ({ selectedItem }) => {
      // Where a choice draws the whole page anew, downshift tells of it again, without end.
      if (selectedItem && selectedItem.value !== known.current) onChange(selectedItem.value);
    },
  });
  const menu = useShownMenu(select.isOpen);

  return (
    <div className={cx(styles.select, props.isSnug && styles.snug)}>
      <button
        type="button"
        {...select.getToggleButtonProps({ disabled: props.isDisabled ?? false })}
        aria-label={`${label}: ${chosen?.label ?? t("common.nothingChosen")}`}
        aria-labelledby={undefined}
        aria-describedby={props.describedBy}
        className={cx(styles.toggle, props.isInvalid && styles.invalid)}
      >
        <span className={styles.value}>{chosen?.label ?? t("common.choose")}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
      <ul
        {...select.getMenuProps({ ref: menu, "aria-label": label })}
        aria-labelledby={undefined}
        className={cx(styles.menu, !select.isOpen && styles.closed)}
      >
        {select.isOpen
          ? options.map((option, index) => (
              <li
                key={option.value}
                {...select.getItemProps({ item: option, index })}
                className={cx(
                  styles.option,
                  select.highlightedIndex === index && styles.highlighted,
                )}
              >
                <span>
                  {option.label}
                  {option.help ? <span className={styles.help}>{option.help}</span> : null}
                </span>
                {option.value === value ? <Check size={14} aria-hidden /> : null}
              </li>
            ))
          : null}
      </ul>
    </div>
  );
}
