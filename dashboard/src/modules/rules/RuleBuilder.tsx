import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { QueryBuilder, type RuleType } from "react-querybuilder";

import { type BuilderContext, CONTROLS } from "./controls";
import styles from "./rules.module.css";
import { defaultOperator, initialDetails, tidy } from "./shapes";
import { GROUP_FIELD, type Leaf, NO_FIELD, type Tree } from "./tree";
import type { Vocabulary } from "./use-vocabulary";

type RuleBuilderProps = {
  tree: Tree;
  vocabulary: Vocabulary;
  /** What the server has found wrong, by the place of the condition in the tree. */
  problems: ReadonlyMap<string, string>;
  onChange: (tree: Tree) => void;
};

/** Conditions under all, any and not, nested as deep as rules may be. */
export function RuleBuilder({ tree, vocabulary, problems, onChange }: RuleBuilderProps) {
  const { t } = useTranslation();
  const { facts, byName } = vocabulary;
  const fields = useMemo(
    () => [
      ...facts.map((fact) => ({ name: fact.name, value: fact.name, label: fact.label })),
      { name: GROUP_FIELD, value: GROUP_FIELD, label: t("rules.group") },
    ],
    [facts, t],
  );
  const context: BuilderContext = { vocabulary, problems };

  return (
    <QueryBuilder
      fields={fields}
      query={tree}
      onQueryChange={(next: unknown) => onChange(tidy(next as Tree, byName))}
      context={context}
      controlElements={CONTROLS}
      controlClassnames={{
        queryBuilder: styles.builder ?? "",
        ruleGroup: styles.group ?? "",
        header: styles.groupHeader ?? "",
        body: styles.groupBody ?? "",
        rule: styles.rule ?? "",
      }}
      suppressStandardClassnames
      combinators={[
        { name: "all", label: t("rules.all") },
        { name: "any", label: t("rules.any") },
      ]}
      showNotToggle
      showCloneButtons
      autoSelectField={false}
      autoSelectOperator
      resetOnOperatorChange={false}
      addRuleToNewGroups
      getDefaultOperator={(field: string) => defaultOperator(field, byName)}
      getDefaultValue={(rule: RuleType) => initialDetails(rule.field, rule.operator, byName)}
      getOperators={(field: string) => operatorsOf(field, vocabulary)}
      // Whoever nests a list wants the other one.
      onAddGroup={(group: Tree) => ({ ...group, combinator: "any" as const })}
      onAddRule={(rule: RuleType) => ({ ...rule, field: NO_FIELD, operator: "", value: {} })}
    />
  );
}

function operatorsOf(field: string, { byName }: Vocabulary) {
  if (field === GROUP_FIELD) {
    return ["is_member", "is_not_member"].map((name) => ({ name, value: name, label: name }));
  }
  return (byName.get(field)?.operators ?? []).map(({ name, label }) => ({
    name,
    value: name,
    label,
  }));
}

/** A new condition in which nothing has been chosen yet. */
export function newLeaf(): Leaf {
  return { field: NO_FIELD, operator: "", value: {} };
}
