import { Archive, Copy, Pause, Play, Settings, SquareArrowOutUpRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { PriceListRowFragment } from "@/api/generated/graphql";
import { Menu, type MenuItem } from "@/ui/Menu";

import type { PriceListAction } from "./PriceListActions";

type PriceListMenuProps = {
  list: PriceListRowFragment;
  act: (action: PriceListAction) => void;
  /** On the list's own page, which needs no way to itself. */
  isOwnPage?: boolean;
};

/** What can be done with one price list. */
export function PriceListMenu({ list, act, isOwnPage = false }: PriceListMenuProps) {
  const { t } = useTranslation("prices");
  const navigate = useNavigate();
  const path = `/prices/${encodeURIComponent(list.id)}`;
  const isActive = list.status === "ACTIVE";
  const ways: MenuItem[] = [
    {
      key: "open",
      label: t("open"),
      icon: <SquareArrowOutUpRight size={14} />,
      onSelect: () => void navigate(path),
    },
    {
      key: "settings",
      label: t("settings"),
      icon: <Settings size={14} />,
      onSelect: () => void navigate(`${path}/settings`),
    },
  ];
  const items: (MenuItem | "line")[] = [
    ...(isOwnPage ? [] : ways),
    {
      key: "copy",
      label: t("copy"),
      icon: <Copy size={14} />,
      onSelect: () => act({ kind: "copy", list }),
    },
    "line",
    isActive
      ? {
          key: "pause",
          label: t("pause"),
          icon: <Pause size={14} />,
          onSelect: () => act({ kind: "move", to: "PAUSED", lists: [list] }),
        }
      : {
          key: "activate",
          label: t("activate"),
          icon: <Play size={14} />,
          onSelect: () => act({ kind: "move", to: "ACTIVE", lists: [list] }),
        },
    ...(list.status === "ARCHIVED"
      ? []
      : [
          {
            key: "archive",
            label: t("archive"),
            icon: <Archive size={14} />,
            onSelect: () => act({ kind: "move" as const, to: "ARCHIVED" as const, lists: [list] }),
          },
        ]),
    {
      key: "delete",
      label: t("delete"),
      icon: <Trash2 size={14} />,
      isDangerous: true,
      onSelect: () => act({ kind: "delete", lists: [list] }),
    },
  ];
  return <Menu label={t("menu", { name: list.name })} items={items} />;
}
