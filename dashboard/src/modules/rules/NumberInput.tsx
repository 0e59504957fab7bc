import { useState } from "react";

import { TextInput } from "@/ui/inputs";

import styles from "./rules.module.css";

type NumberInputProps = {
  label: string;
  value: string | number | undefined;
  isWhole: boolean;
  onChange: (value: number | string | undefined) => void;
};

/** A number as it was typed; decimals with a point or a comma. */
export function NumberInput({ label, value, isWhole, onChange }: NumberInputProps) {
  const [text, setText] = useState(value === undefined ? "" : String(value));
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (readNumber(text) !== value) setText(value === undefined ? "" : String(value));
  }
  return (
    <TextInput
      aria-label={label}
      inputMode={isWhole ? "numeric" : "decimal"}
      className={styles.numeric}
      value={text}
      isInvalid={text !== "" && readNumber(text) === undefined}
      onChange={(event) => {
        setText(event.target.value);
        const next = readNumber(event.target.value);
        setKnown(next);
        onChange(next);
      }}
    />
  );
}

/** The number, or its text where a number would lose digits; undefined for none. */
export function readNumber(text: string): number | string | undefined {
  const plain = text.trim().replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return undefined;
  const number = Number(plain);
  return Number.isSafeInteger(number) || plain.length <= 15 ? number : plain;
}
