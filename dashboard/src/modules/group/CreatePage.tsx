import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { CreateGroupDocument, type GroupErrorFragment } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Page } from "@/ui/Page";
import { useErrorText } from "@/ui/States";
import { forgetDraft } from "@/ui/use-draft";

import { isDocument } from "@/modules/rules/document";
import { toTree } from "@/modules/rules/tree";

import { createInput, emptyForm, type FormValues } from "./form";
import { GroupForm } from "./GroupForm";

/** A new group, from nothing or from a template. */
export function CreatePage() {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useErrorText();
  const [params] = useSearchParams();
  const saved = useMemo(() => startingWith(params), [params]);
  const [problems, setProblems] = useState<GroupErrorFragment[]>([]);
  const [isDone, setDone] = useState(false);
  const { mutate, isPending } = useChange(CreateGroupDocument);

  const create = (values: FormValues) => {
    setProblems([]);
    mutate(
      { input: createInput(values) },
      {
        onError: (error) =>
          host.notify({ status: "error", title: t("errors.failed"), text: say(error) }),
        onSuccess: ({ customerGroupCreate: result }) => {
          const group = result?.customerGroup;
          if (!group) {
            setProblems(result?.errors ?? []);
            return;
          }
          setDone(true);
          forgetDraft(nameOf(params));
          void client.invalidateQueries({ queryKey: ["groups"] });
          host.notify({
            status: "success",
            title: t("group.form.created", { name: group.name }),
            text: t("group.memberCount", {
              count: group.memberCount ?? 0,
              number: format.number(group.memberCount ?? 0),
            }),
          });
          void navigate(`/groups/${encodeURIComponent(group.id)}`, { replace: true });
        },
      },
    );
  };

  return (
    <Page title={t("group.form.createTitle")} backTo="/groups">
      <GroupForm
        saved={saved}
        name={nameOf(params)}
        isNew
        isBusy={isPending || isDone}
        problems={problems}
        onSave={create}
        onCancel={() => void navigate("/groups")}
      />
    </Page>
  );
}

/** What a link to this page asks to begin with: a rule, or a parent. */
function startingWith(params: URLSearchParams): FormValues {
  const form = emptyForm();
  const rule = readJson(params.get("rule"));
  const parent = params.get("parent");
  if (isDocument(rule)) return { ...form, kind: "DYNAMIC", tree: toTree(rule) };
  return parent === null ? form : { ...form, parent };
}

/** What the draft is kept under: one for each way to begin. */
function nameOf(params: URLSearchParams): string {
  return ["new", params.get("rule"), params.get("parent")].filter(Boolean).join(" ");
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}
