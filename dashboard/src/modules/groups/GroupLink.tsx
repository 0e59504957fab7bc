import { Link } from "react-router";

import type { GroupNameFragment } from "@/api/generated/graphql";
import { ColourDot } from "@/ui/Badge";

import styles from "./groups.module.css";

type GroupLinkProps = { group: Pick<GroupNameFragment, "id" | "name" | "colour"> };

/** A group's name with its colour, leading to its page. */
export function GroupLink({ group }: GroupLinkProps) {
  return (
    <Link className={styles.chip} to={`/groups/${encodeURIComponent(group.id)}`}>
      {group.colour ? <ColourDot colour={group.colour} /> : null}
      {group.name}
    </Link>
  );
}
