import { Button } from "@/ui/macaw";
import {
  Archive,
  Copy,
  Download,
  Link2,
  RefreshCw,
  SquareArrowOutUpRight,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useNavigate, useOutletContext, useParams } from "react-router";

import { type GroupDetailFragment, GroupDocument } from "@/api/generated/graphql";
import { useApi } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { type GroupAction, GroupActions } from "@/modules/groups/GroupActions";
import { NotFound } from "@/shell/NotFound";
import { Badge, ColourDot } from "@/ui/Badge";
import { Callout } from "@/ui/Callout";
import { copyText } from "@/ui/copy-text";
import { Menu, type MenuItem } from "@/ui/Menu";
import { Page } from "@/ui/Page";
import { ErrorState } from "@/ui/States";

import styles from "./group.module.css";

type Context = { group: GroupDetailFragment };

/** The group whose page it is. */
export function useGroup(): GroupDetailFragment {
  return useOutletContext<Context>().group;
}

/** One group: how it does, who is in it, what happened, what uses it, how it is set up. */
export function GroupPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const host = useHost();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const [action, setAction] = useState<GroupAction>();
  const { data, error, refetch } = useApi(["group", id], GroupDocument, { id });
  const group = data?.customerGroup;

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data && !group) return <NotFound />;
  if (!group) {
    return (
      <Page title={t("common.loading")} backTo="/groups">
        {null}
      </Page>
    );
  }

  const isArchived = Boolean(group.archivedAt);
  const copyLink = () => {
    copyText(linkTo(id));
    host.notify({ status: "success", title: t("common.copied") });
  };
  const items: (MenuItem | "line")[] = [
    // Inside the Dashboard nobody tells us under which path it stands; a tab's address does.
    host.kind === "standalone"
      ? {
          key: "link",
          label: t("common.copyLink"),
          icon: <Link2 size={14} />,
          onSelect: copyLink,
        }
      : {
          key: "tab",
          label: t("common.newTab"),
          icon: <SquareArrowOutUpRight size={14} />,
          onSelect: () => host.openPage(`/groups/${encodeURIComponent(id)}`, true),
        },
    {
      key: "duplicate",
      label: t("groups.duplicate"),
      icon: <Copy size={14} />,
      onSelect: () => setAction({ kind: "duplicate", group }),
    },
    "line",
    ...(isArchived
      ? []
      : [
          {
            key: "archive",
            label: t("groups.archive"),
            icon: <Archive size={14} />,
            refusal: group.isDefault ? t("groups.archiveDefault") : undefined,
            onSelect: () => setAction({ kind: "archive", groups: [group] }),
          },
        ]),
    {
      key: "delete",
      label: t("groups.delete"),
      icon: <Trash2 size={14} />,
      isDangerous: true,
      refusal: group.isDefault ? t("groups.deleteDefault") : undefined,
      onSelect: () => setAction({ kind: "delete", groups: [group] }),
    },
  ];

  return (
    <Page
      title={group.name}
      backTo="/groups"
      mark={group.colour ? <ColourDot colour={group.colour} /> : null}
      aside={
        <span className={styles.badges}>
          <Badge tone={group.kind === "DYNAMIC" ? "info" : "neutral"}>
            {t(`kind.${group.kind}`)}
          </Badge>
          {group.visibility === "PUBLIC" ? (
            <Badge tone="info">{t("visibility.PUBLIC")}</Badge>
          ) : null}
          {group.isDefault ? <Badge>{t("groups.default")}</Badge> : null}
          {isArchived ? <Badge>{t("groups.archived")}</Badge> : null}
          {group.status.state === "FROZEN" ? (
            <Badge tone="critical">{t("groups.frozen")}</Badge>
          ) : null}
        </span>
      }
      tabsLabel={group.name}
      tabs={[
        { to: "overview", label: t("group.tab.overview") },
        {
          to: "members",
          label: t("group.tab.members"),
          count: format.number(group.memberCount ?? 0),
        },
        { to: "history", label: t("group.tab.history") },
        { to: "usage", label: t("group.tab.usage") },
        { to: "settings", label: t("group.tab.settings") },
      ]}
      actions={
        <>
          {isArchived ? null : (
            <>
              <Button
                type="button"
                variant="secondary"
                onClick={() => setAction({ kind: "export", group })}
              >
                <Download size={16} aria-hidden />
                {t("groups.export")}
              </Button>
              {group.kind === "DYNAMIC" ? (
                <Button
                  type="button"
                  variant="secondary"
                  onClick={() => setAction({ kind: "evaluate", group })}
                >
                  <RefreshCw size={16} aria-hidden />
                  {t("groups.evaluate")}
                </Button>
              ) : null}
            </>
          )}
          <Menu label={t("groups.menu", { name: group.name })} items={items} />
        </>
      }
    >
      {group.status.state === "FROZEN" ? (
        <div className={styles.notice}>
          <Callout tone="error">
            <strong>{t("group.frozen")}</strong> {group.status.reason}
          </Callout>
        </div>
      ) : null}
      <Outlet context={{ group } satisfies Context} />
      {action === undefined ? null : (
        <GroupActions
          action={action}
          onDone={() => setAction(undefined)}
          {...(action.kind === "delete" ? { onGone: () => void navigate("/groups") } : {})}
        />
      )}
    </Page>
  );
}

/** The group's address. */
function linkTo(id: string): string {
  return new URL(`groups/${encodeURIComponent(id)}`, document.baseURI).href;
}
