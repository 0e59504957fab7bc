import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@/ui/macaw";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { type GroupErrorFragment, UpdateGroupDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Movers } from "@/modules/rules/Movers";
import type { Tree } from "@/modules/rules/tree";
import { usePreview } from "@/modules/rules/use-preview";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { useErrorText } from "@/ui/States";
import { forgetDraft } from "@/ui/use-draft";

import { formOf, type FormValues, updateInput } from "./form";
import { GroupForm } from "./GroupForm";
import { useGroup } from "./GroupPage";
import styles from "./group.module.css";

type Asked = { values: FormValues; joins: number; leaves: number };

/** What the group is made of, to change; a rule that moves many is confirmed first. */
export function SettingsTab() {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const group = useGroup();
  const saved = useMemo(() => formOf(group), [group]);
  const [problems, setProblems] = useState<GroupErrorFragment[]>([]);
  const [asked, setAsked] = useState<Asked>();
  const { mutate, isPending } = useChange(UpdateGroupDocument);

  const save = (values: FormValues, confirm?: { joins: number; leaves: number }) => {
    setProblems([]);
    mutate(
      { id: group.id, input: updateInput(saved, values), confirm: confirm ?? null },
      {
        onError: (error) =>
          host.notify({ status: "error", title: t("errors.failed"), text: say(error) }),
        onSuccess: ({ customerGroupUpdate: result }) => {
          const errors = result?.errors ?? [];
          const question = errors.find((error) => error.code === "CONFIRMATION_REQUIRED");
          if (question) {
            const { joins, leaves } = question;
            setAsked({ values, joins: joins ?? 0, leaves: leaves ?? 0 });
            return;
          }
          setAsked(undefined);
          setProblems(errors);
          if (errors.length > 0) return;
          forgetDraft(group.id);
          void client.invalidateQueries();
          host.notify({ status: "success", title: t("form.saved") });
        },
      },
    );
  };

  const makeDefault = () =>
    mutate(
      { id: group.id, input: { isDefault: true } },
      {
        onSuccess: ({ customerGroupUpdate: result }) => {
          setProblems(result?.errors ?? []);
          void client.invalidateQueries();
        },
        onError: (error) =>
          host.notify({ status: "error", title: t("errors.failed"), text: say(error) }),
      },
    );

  if (group.archivedAt) {
    return (
      <div className={styles.notice}>
        <Callout tone="info">{t("group.archivedHelp")}</Callout>
      </div>
    );
  }
  return (
    <>
      <GroupForm
        key={group.updatedAt}
        saved={saved}
        name={group.id}
        groupId={group.id}
        isBusy={isPending}
        problems={problems}
        onSave={(values) => save(values)}
        onCancel={() => void navigate("../overview", { relative: "path" })}
      />
      {group.kind === "MANUAL" && !group.isDefault && !group.parent ? (
        <MakeDefault isBusy={isPending} onConfirm={makeDefault} />
      ) : null}
      {asked === undefined ? null : (
        <Confirm
          title={t("group.form.confirmTitle")}
          action={t("group.form.confirm")}
          isDangerous
          isBusy={isPending}
          onClose={() => setAsked(undefined)}
          onConfirm={() => save(asked.values, { joins: asked.joins, leaves: asked.leaves })}
        >
          <p>{t("group.form.confirmText")}</p>
          <dl className={styles.movement}>
            <dt>{t("rules.preview.joins")}</dt>
            <dd>{format.number(asked.joins)}</dd>
            <dt>{t("rules.preview.leaves")}</dt>
            <dd>{format.number(asked.leaves)}</dd>
          </dl>
          <WhoMoves tree={asked.values.tree} />
        </Confirm>
      )}
    </>
  );
}

/** Who they are; the preview beside the rule has asked for it before. */
function WhoMoves({ tree }: { tree: Tree }) {
  const { id, audience } = useGroup();
  const { data } = usePreview(tree, id, audience);
  return data ? <Movers found={data} /> : null;
}

function MakeDefault({ isBusy, onConfirm }: { isBusy: boolean; onConfirm: () => void }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={t("group.form.default")} help={t("group.form.defaultHelp")} isPlain>
      <Button type="button" variant="secondary" onClick={() => setAsked(true)}>
        {t("group.form.makeDefault")}
      </Button>
      {isAsked ? (
        <Confirm
          title={t("group.form.makeDefaultTitle")}
          action={t("group.form.makeDefault")}
          isDangerous
          isBusy={isBusy}
          onClose={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            onConfirm();
          }}
        >
          {t("group.form.makeDefaultText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
