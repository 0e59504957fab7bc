import { Archive, Copy, Download, RefreshCw, SquareArrowOutUpRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { GroupRowFragment } from "@/api/generated/graphql";
import { useFormat } from "@/i18n/use-format";
import { Menu, type MenuItem } from "@/ui/Menu";

import type { GroupAction } from "./GroupActions";

type GroupMenuProps = { group: GroupRowFragment; act: (action: GroupAction) => void };

/** What can be done with one group; what cannot says why. */
export function GroupMenu({ group, act }: GroupMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const users = group.usage?.map((user) => user.sentence) ?? [];
  const items: (MenuItem | "line")[] = [
    {
      key: "open",
      label: t("groups.open"),
      icon: <SquareArrowOutUpRight size={14} />,
      onSelect: () => void navigate(`/groups/${encodeURIComponent(group.id)}`),
    },
    {
      key: "duplicate",
      label: t("groups.duplicate"),
      icon: <Copy size={14} />,
      onSelect: () => act({ kind: "duplicate", group }),
    },
    {
      key: "export",
      label: t("groups.export"),
      icon: <Download size={14} />,
      onSelect: () => act({ kind: "export", group }),
    },
    {
      key: "evaluate",
      label: t("groups.evaluate"),
      icon: <RefreshCw size={14} />,
      onSelect: () => act({ kind: "evaluate", group }),
    },
    "line",
    {
      key: "archive",
      label: t("groups.archive"),
      icon: <Archive size={14} />,
      refusal: group.isDefault ? t("groups.archiveDefault") : undefined,
      onSelect: () => act({ kind: "archive", groups: [group] }),
    },
    {
      key: "delete",
      label: t("groups.delete"),
      icon: <Trash2 size={14} />,
      isDangerous: true,
      refusal: group.isDefault
        ? t("groups.deleteDefault")
        : users.length > 0
          ? t("groups.deleteUsed", { users: format.list(users) })
          : undefined,
      onSelect: () => act({ kind: "delete", groups: [group] }),
    },
  ];
  const missing = [
    ...(group.archivedAt ? ["archive", "evaluate", "export"] : []),
    // Members of a manual group are changed at once.
    ...(group.kind === "MANUAL" ? ["evaluate"] : []),
  ];
  return (
    <Menu
      label={t("groups.menu", { name: group.name })}
      items={items.filter((item) => item === "line" || !missing.includes(item.key))}
    />
  );
}
