import * as Radix from "@radix-ui/react-dropdown-menu";
import { Button } from "@/ui/macaw";
import { MoreVertical } from "lucide-react";
import type { ReactNode } from "react";

import styles from "./Menu.module.css";
import { cx } from "./cx";

export type MenuItem = {
  key: string;
  label: string;
  icon?: ReactNode;
  isDangerous?: boolean;
  /** Why it cannot be chosen; it is shown, and read out, beneath the label. */
  refusal?: string | undefined;
  onSelect: () => void;
};

type MenuProps = {
  label: string;
  items: (MenuItem | "line")[];
  trigger?: ReactNode;
};

/** A button that opens a menu. Without a lock on the page's scrolling, which needs a style
 * element that the page's policy forbids. */
export function Menu({ label, items, trigger }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>
        {trigger ?? (
          <Button
            type="button"
            variant="tertiary"
            size="small"
            icon={<MoreVertical size={16} />}
            aria-label={label}
          />
        )}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          {items.map((item, index) =>
            item === "line" ? (
              <Radix.Separator key={`line-${index}`} className={styles.line} />
            ) : (
              <Radix.Item
                key={item.key}
                className={cx(styles.item, item.isDangerous && styles.dangerous)}
                disabled={item.refusal !== undefined}
                onSelect={item.onSelect}
              >
                {item.icon}
                <span>
                  {item.label}
                  {item.refusal === undefined ? null : (
                    <span className={styles.refusal}>{item.refusal}</span>
                  )}
                </span>
              </Radix.Item>
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
