import { Button } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { AddMembersDocument, CreateGroupDocument } from "@/api/generated/graphql";
import { useChange } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { Field } from "@/ui/Field";
import { TextArea, TextInput } from "@/ui/inputs";
import { useErrorText } from "@/ui/States";

import { listParam } from "./params";
import styles from "./widgets.module.css";

/** From the Dashboard's customer list: a new manual group of the selected customers. */
export function NewGroupPopup() {
  const { t } = useTranslation();
  const host = useHost();
  const format = useFormat();
  const say = useErrorText();
  const [params] = useSearchParams();
  const customers = [...listParam(params, "customerIds"), ...listParam(params, "customerId")];
  const count = customers.length;
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  /** A group that was made before its members were refused. */
  const [made, setMade] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const create = useChange(CreateGroupDocument);
  const add = useChange(AddMembersDocument);

  const save = async () => {
    setRefusal(undefined);
    try {
      const id = made ?? (await makeGroup());
      if (id === undefined) return;
      setMade(id);
      const { customerGroupMembersAdd: result } = await add.mutateAsync({ id, customers });
      const [problem] = result?.errors ?? [];
      if (problem) {
        setRefusal(say(problem));
        return;
      }
      host.notify({
        status: "success",
        title: t("group.form.created", { name }),
        text: t("group.memberCount", {
          count: result?.joined ?? 0,
          number: format.number(result?.joined ?? 0),
        }),
      });
      host.close();
    } catch (error) {
      setRefusal(say(error as Parameters<typeof say>[0]));
    }
  };

  const makeGroup = async (): Promise<string | undefined> => {
    const input = { name: name.trim(), description, kind: "MANUAL" as const };
    const { customerGroupCreate: result } = await create.mutateAsync({ input });
    const [problem] = result?.errors ?? [];
    if (problem) setRefusal(say(problem));
    return result?.customerGroup?.id;
  };

  return (
    <div className={styles.popup}>
      <h1 className={styles.title}>
        {t("widgets.popup.newTitle", { count, number: format.number(count) })}
      </h1>
      {count === 0 ? <Callout tone="info">{t("widgets.popup.nobody")}</Callout> : null}
      <Field label={t("group.form.name")}>
        {({ id }) => (
          <TextInput
            id={id}
            maxLength={250}
            disabled={made !== undefined}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("group.form.description")} help={t("group.form.descriptionHelp")}>
        {(ids) => (
          <TextArea
            id={ids.id}
            aria-describedby={ids.describedBy}
            disabled={made !== undefined}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      {refusal === undefined ? null : <Callout tone="error">{refusal}</Callout>}
      <footer className={styles.foot}>
        <Button type="button" variant="secondary" onClick={host.close}>
          {t("common.cancel")}
        </Button>
        <Button
          type="button"
          disabled={name.trim() === "" || count === 0 || create.isPending || add.isPending}
          onClick={() => void save()}
        >
          {t("group.form.create")}
        </Button>
      </footer>
    </div>
  );
}
