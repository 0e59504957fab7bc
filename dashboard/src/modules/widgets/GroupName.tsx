import type { GroupNameFragment } from "@/api/generated/graphql";
import { useHost } from "@/host/host";
import { ColourDot } from "@/ui/Badge";

import styles from "./widgets.module.css";

type GroupNameProps = { group: Pick<GroupNameFragment, "id" | "name" | "colour"> };

/** A group's name with its colour; the page that the widget is in leads to the group's. */
export function GroupName({ group }: GroupNameProps) {
  const host = useHost();
  return (
    <>
      <ColourDot colour={group.colour} />
      <button
        type="button"
        className={styles.name}
        onClick={() => host.openPage(`/groups/${encodeURIComponent(group.id)}`)}
      >
        {group.name}
      </button>
    </>
  );
}
