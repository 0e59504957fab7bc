import type { GroupRowFragment } from "@/api/generated/graphql";

/** Whether a group can be archived: once, and never the default one. */
export function canArchive(group: GroupRowFragment): boolean {
  return !group.isDefault && !group.archivedAt;
}

/** Whether a group can be deleted: not while something refers to it. */
export function canDelete(group: GroupRowFragment): boolean {
  return !group.isDefault && !group.usage?.length;
}
