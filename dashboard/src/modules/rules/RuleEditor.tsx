import { Button } from "@/ui/macaw";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";
import { Callout } from "@/ui/Callout";
import { ErrorState } from "@/ui/States";

import { LEAF_LIMIT } from "./document";
import { JsonView } from "./JsonView";
import { Preview } from "./Preview";
import { placesOf } from "./problem-places";
import { newLeaf, RuleBuilder } from "./RuleBuilder";
import styles from "./rules.module.css";
import { isComplete } from "./shapes";
import { leaves, type Tree } from "./tree";
import { usePreview } from "./use-preview";
import { useVocabulary } from "./use-vocabulary";
import { sentenceOf } from "./words";

type RuleEditorProps = {
  tree: Tree;
  onChange: (tree: Tree) => void;
  /** The group whose members the rule would replace. */
  groupId?: string;
  audience?: "CUSTOMERS" | "VISITORS" | "BOTH";
};

/** The rule as conditions, as a sentence and as a document, with what it would do. */
export function RuleEditor({ tree, onChange, groupId, audience }: RuleEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { vocabulary, error } = useVocabulary();
  const [isJson, setJson] = useState(false);
  const parts = useMemo(() => leaves(tree), [tree]);
  const unfinished = vocabulary
    ? parts.filter((leaf) => !isComplete(leaf, vocabulary.byName)).length
    : 0;
  const isReady = vocabulary !== undefined && parts.length > 0 && unfinished === 0;
  const preview = usePreview(isReady ? tree : undefined, groupId, audience);
  const problems = useMemo(() => placesOf(preview.data?.errors ?? [], tree), [preview.data, tree]);

  if (error) return <ErrorState error={error} />;
  if (vocabulary === undefined) return <p className="muted">{t("common.loading")}</p>;
  const sentence = sentenceOf(tree, {
    t,
    format,
    facts: vocabulary.byName,
    groupName: vocabulary.groupName,
  });

  return (
    <div className={styles.editor}>
      <div className={styles.left}>
        {isJson ? (
          <JsonView tree={tree} onChange={onChange} onClose={() => setJson(false)} />
        ) : (
          <>
            <RuleBuilder
              tree={tree}
              vocabulary={vocabulary}
              problems={problems}
              onChange={onChange}
            />
            {parts.length === 0 ? (
              <Callout
                tone="info"
                action={
                  <Button
                    type="button"
                    variant="secondary"
                    size="small"
                    onClick={() => onChange({ ...tree, rules: [newLeaf()] })}
                  >
                    {t("rules.addCondition")}
                  </Button>
                }
              >
                {t("rules.empty")}
              </Callout>
            ) : null}
            {parts.length > LEAF_LIMIT ? (
              <Callout tone="error">{t("rules.tooMany", { count: LEAF_LIMIT })}</Callout>
            ) : null}
          </>
        )}
        {sentence === "" ? null : (
          <p className={styles.sentence}>
            <span className="muted">{t("rules.inWords")} </span>
            {sentence}
            {sentence.endsWith("…") ? null : "."}
          </p>
        )}
        {isJson ? null : (
          <div className={styles.bar}>
            <span className="muted">{t("rules.timeNote")}</span>
            <Button type="button" variant="tertiary" size="small" onClick={() => setJson(true)}>
              {t("rules.asJson")}
            </Button>
          </div>
        )}
      </div>
      <Preview
        preview={preview}
        unfinished={unfinished}
        isEmpty={parts.length === 0}
        isOfGroup={groupId !== undefined}
      />
    </div>
  );
}
