import * as Radix from "@radix-ui/react-dropdown-menu";
import { Button } from "@/ui/macaw";
import { Check, ChevronDown } from "lucide-react";

import styles from "../Menu.module.css";
import type { Option } from "../Select";

type FilterProps = {
  label: string;
  options: readonly Option<string>[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  isSingle?: boolean;
  /** Leaves what is chosen out of the button. */
  isQuiet?: boolean;
};

/** A filter of a list: any of its values, or one of them. */
export function Filter(props: FilterProps) {
  const { label, options, values, onChange, isSingle = false, isQuiet = false } = props;
  const chosen = options.filter((option) => values.includes(option.value));
  const toggle = (value: string) => {
    if (values.includes(value)) onChange(values.filter((each) => each !== value));
    else onChange(isSingle ? [value] : [...values, value]);
  };
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>
        <Button type="button" variant="secondary">
          {chosen.length === 0 || isQuiet
            ? label
            : `${label}: ${chosen.map((option) => option.label).join(", ")}`}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align="start" sideOffset={4} aria-label={label}>
          {options.map((option) => (
            <Radix.CheckboxItem
              key={option.value}
              className={styles.item}
              checked={values.includes(option.value)}
              onCheckedChange={() => toggle(option.value)}
              onSelect={(event) => {
                if (!isSingle) event.preventDefault();
              }}
            >
              <span className={styles.tick}>
                <Radix.ItemIndicator>
                  <Check size={14} aria-hidden />
                </Radix.ItemIndicator>
              </span>
              {option.label}
            </Radix.CheckboxItem>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
