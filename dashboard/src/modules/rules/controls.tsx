import { Button } from "@/ui/macaw";
import { Copy, FolderPlus, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  NotToggleProps,
  OperatorSelectorProps,
  ValueEditorProps,
} from "react-querybuilder";

import { Badge } from "@/ui/Badge";
import { Select } from "@/ui/Select";

import { DEPTH_LIMIT } from "./document";
import { FactPicker } from "./FactPicker";
import { Narrowing } from "./Narrowing";
import styles from "./rules.module.css";
import { shapeOf } from "./shapes";
import { type Details, GROUP_FIELD, NO_FIELD } from "./tree";
import type { Vocabulary } from "./use-vocabulary";
import { ValueEditor } from "./ValueEditor";

export type BuilderContext = {
  vocabulary: Vocabulary;
  problems: ReadonlyMap<string, string>;
};

/** Who belongs, of what the list holds: who satisfies all of it, any, not all, or none. */
function Combinator({ value, handleOnChange, rules, path }: CombinatorSelectorProps) {
  const { t } = useTranslation();
  return (
    <Select<"all" | "any">
      isSnug
      label={t("rules.combinator")}
      options={[
        { value: "all", label: t("rules.all"), help: t("rules.allHelp") },
        { value: "any", label: t("rules.any"), help: t("rules.anyHelp") },
      ]}
      value={value === "any" ? "any" : "all"}
      key={`${path.join(".")}-${rules.length}`}
      onChange={handleOnChange}
    />
  );
}

function Negation({ checked, handleOnChange }: NotToggleProps) {
  const { t } = useTranslation();
  return (
    <Select<"yes" | "no">
      isSnug
      label={t("rules.negation")}
      options={[
        { value: "yes", label: t("rules.holds"), help: t("rules.holdsHelp") },
        { value: "no", label: t("rules.holdsNot"), help: t("rules.holdsNotHelp") },
      ]}
      value={checked ? "no" : "yes"}
      onChange={(value) => handleOnChange(value === "no")}
    />
  );
}

function Fact({ value, handleOnChange, context }: FieldSelectorProps) {
  const { vocabulary } = context as BuilderContext;
  return (
    <FactPicker facts={vocabulary.facts} value={value ?? NO_FIELD} onChange={handleOnChange} />
  );
}

function Operator({ field, value, handleOnChange, context }: OperatorSelectorProps) {
  const { t } = useTranslation();
  const { vocabulary } = context as BuilderContext;
  if (field === NO_FIELD) return null;
  const operators = vocabulary.byName.get(field)?.operators;
  const options =
    field === GROUP_FIELD
      ? [
          { value: "is_member", label: t("rules.isMember") },
          { value: "is_not_member", label: t("rules.isNotMember") },
        ]
      : (operators ?? []).map(({ name, label }) => ({ value: name, label }));
  return (
    <Select
      isSnug
      label={t("rules.operatorName")}
      options={options}
      value={value ?? ""}
      onChange={handleOnChange}
    />
  );
}

function Value({ field, operator, value, handleOnChange, context, path }: ValueEditorProps) {
  const { t } = useTranslation();
  const { vocabulary, problems } = context as BuilderContext;
  if (field === NO_FIELD) return <div className={styles.values} />;
  const fact = vocabulary.byName.get(field);
  const details = (value ?? {}) as Details;
  const problem = problems.get(path.join("."));
  return (
    <div className={styles.values}>
      <ValueEditor
        shape={shapeOf(fact, operator)}
        fact={fact}
        operator={operator}
        details={details}
        onChange={handleOnChange}
      />
      {fact === undefined && field !== GROUP_FIELD ? (
        <Badge tone="critical">{t("rules.unknownFact")}</Badge>
      ) : null}
      {fact === undefined ? null : (
        <Narrowing fact={fact} details={details} onChange={handleOnChange} />
      )}
      {problem === undefined ? null : (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

function AddCondition({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <Button type="button" variant="secondary" size="small" onClick={() => handleOnClick()}>
      <Plus size={14} aria-hidden />
      {t("rules.addCondition")}
    </Button>
  );
}

function AddList({ handleOnClick, level }: ActionProps) {
  const { t } = useTranslation();
  if (level + 1 >= DEPTH_LIMIT) return null;
  return (
    <Button type="button" variant="tertiary" size="small" onClick={() => handleOnClick()}>
      <FolderPlus size={14} aria-hidden />
      {t("rules.addList")}
    </Button>
  );
}

type IconActionProps = { label: string; onClick: () => void; children: React.ReactElement };

function IconAction({ label, onClick, children }: IconActionProps) {
  return (
    <Button
      type="button"
      variant="tertiary"
      size="small"
      icon={children}
      aria-label={label}
      title={label}
      onClick={onClick}
    />
  );
}

function RemoveCondition({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <IconAction label={t("rules.removeCondition")} onClick={() => handleOnClick()}>
      <Trash2 size={14} />
    </IconAction>
  );
}

function RemoveList({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <IconAction label={t("rules.removeList")} onClick={() => handleOnClick()}>
      <Trash2 size={14} />
    </IconAction>
  );
}

function CopyCondition({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <IconAction label={t("rules.copyCondition")} onClick={() => handleOnClick()}>
      <Copy size={14} />
    </IconAction>
  );
}

function CopyList({ handleOnClick, level }: ActionProps) {
  const { t } = useTranslation();
  if (level === 0) return null;
  return (
    <IconAction label={t("rules.copyList")} onClick={() => handleOnClick()}>
      <Copy size={14} />
    </IconAction>
  );
}

/** macaw-ui's controls in place of the builder's own. */
export const CONTROLS = {
  combinatorSelector: Combinator,
  notToggle: Negation,
  fieldSelector: Fact,
  operatorSelector: Operator,
  valueEditor: Value,
  addRuleAction: AddCondition,
  addGroupAction: AddList,
  removeRuleAction: RemoveCondition,
  removeGroupAction: RemoveList,
  cloneRuleAction: CopyCondition,
  cloneGroupAction: CopyList,
};
