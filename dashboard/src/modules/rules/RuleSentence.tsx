import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";

import { isDocument } from "./document";
import styles from "./rules.module.css";
import { toTree } from "./tree";
import { useVocabulary } from "./use-vocabulary";
import { sentenceOf } from "./words";

type RuleSentenceProps = { rule: unknown; otherwise: string };

/** A saved rule in the words of the chosen language. */
export function RuleSentence({ rule, otherwise }: RuleSentenceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { vocabulary } = useVocabulary();
  if (!isDocument(rule)) return null;
  const sentence = vocabulary
    ? sentenceOf(toTree(rule), {
        t,
        format,
        facts: vocabulary.byName,
        groupName: vocabulary.groupName,
      })
    : otherwise;
  return sentence === "" ? null : <p className={styles.sentence}>{sentence}.</p>;
}
