import { Button } from "@/ui/macaw";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "@/ui/Field";
import { TextArea } from "@/ui/inputs";

import { isDocument } from "./document";
import styles from "./rules.module.css";
import { toDocument, toTree, type Tree } from "./tree";

type JsonViewProps = { tree: Tree; onChange: (tree: Tree) => void; onClose: () => void };

/** The rule's document, to read, to copy and to paste. */
export function JsonView({ tree, onChange, onClose }: JsonViewProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(toDocument(tree), null, 2));
  const [problem, setProblem] = useState<string>();

  const take = () => {
    let found: unknown;
    try {
      found = JSON.parse(text);
    } catch (error) {
      setProblem(t("rules.notJson", { reason: error instanceof Error ? error.message : "" }));
      return;
    }
    if (!isDocument(found)) {
      setProblem(t("rules.notDocument"));
      return;
    }
    onChange(toTree(found));
    onClose();
  };

  return (
    <>
      <Field label={t("rules.document")} help={t("rules.documentHelp")} error={problem}>
        {(ids) => (
          <TextArea
            id={ids.id}
            className={styles.json}
            aria-describedby={ids.describedBy}
            isInvalid={ids.isInvalid}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.bar}>
        <Button type="button" variant="tertiary" size="small" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="button" variant="secondary" size="small" onClick={take}>
          {t("rules.takeDocument")}
        </Button>
      </div>
    </>
  );
}
