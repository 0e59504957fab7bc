import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { TextInput } from "@/ui/inputs";
import { Button } from "@/ui/macaw";
import { ProblemText } from "@/ui/ProblemText";
import { Select } from "@/ui/Select";

import { decimalsOf } from "../rounding";
import { type BreakForm, type BreakProblems, nextBreak, type TypedBreak } from "./breaks";
import styles from "./entries.module.css";

const FORMS = ["AMOUNT", "PERCENTAGE"] as const;

type BreaksEditorProps = {
  typed: readonly TypedBreak[];
  currency: string;
  /** One for each; none are shown until there are some. */
  problems: readonly BreakProblems[];
  onChange: (typed: TypedBreak[]) => void;
};

/** What one piece costs, by how many are bought. */
export function BreaksEditor({ typed, currency, problems, onChange }: BreaksEditorProps) {
  const { t } = useTranslation("prices");
  const say = useBreakProblem(currency);
  const change = (index: number, part: Partial<TypedBreak>) =>
    onChange(typed.map((each, at) => (at === index ? { ...each, ...part } : each)));

  return (
    <div className={styles.breaks}>
      <div className={styles.heads} aria-hidden>
        <span className={styles.quantity}>{t("entry.quantity")}</span>
        <span>{t("entry.price")}</span>
      </div>
      {typed.map(({ quantity, form, value }, index) => {
        const problem = problems[index] ?? {};
        return (
          <div key={index}>
            <div className={styles.break}>
              <TextInput
                aria-label={t("entry.quantity")}
                title={t("entry.quantity")}
                className={styles.quantity}
                inputMode="numeric"
                isInvalid={problem.quantity !== undefined}
                value={quantity}
                onChange={(event) => change(index, { quantity: event.target.value })}
              />
              <Select<BreakForm>
                isSnug
                label={t("entry.form")}
                options={FORMS.map((each) => ({
                  value: each,
                  label: t(`entry.forms.${each}`, { currency }),
                }))}
                value={form}
                onChange={(next) => change(index, { form: next })}
              />
              <TextInput
                aria-label={t(form === "AMOUNT" ? "entry.amount" : "entry.percentage")}
                title={t(form === "AMOUNT" ? "entry.amount" : "entry.percentage")}
                className={styles.value}
                inputMode="decimal"
                isInvalid={problem.value !== undefined}
                value={value}
                onChange={(event) => change(index, { value: event.target.value })}
              />
              {typed.length === 1 ? null : (
                <Button
                  type="button"
                  variant="tertiary"
                  size="small"
                  icon={<Trash2 size={14} />}
                  aria-label={t("entry.removeBreak", { quantity })}
                  onClick={() => onChange(typed.filter((_, at) => at !== index))}
                />
              )}
            </div>
            <ProblemText message={say(problem.quantity)} />
            <ProblemText message={say(problem.value)} />
          </div>
        );
      })}
      <div>
        <Button
          type="button"
          variant="tertiary"
          size="small"
          onClick={() => onChange([...typed, nextBreak(typed)])}
        >
          <Plus size={14} aria-hidden />
          {t("entry.addBreak")}
        </Button>
      </div>
    </div>
  );
}

/** A problem as a sentence. */
export function useBreakProblem(currency: string) {
  const { t } = useTranslation("prices");
  return (problem: BreakProblems["value"]): string | undefined =>
    problem &&
    (problem === "decimals"
      ? t("entry.problem.decimals", { count: decimalsOf(currency), currency })
      : t(`entry.problem.${problem}`));
}
