import { TextInput } from "./inputs";
import { toInstant, toLocal } from "./instants";

type InstantInputProps = {
  id: string;
  /** With the offset of its zone; "" for none. */
  value: string;
  onChange: (instant: string) => void;
  describedBy?: string | undefined;
  isInvalid?: boolean;
};

/** An instant, typed as the time where the merchant is. */
export function InstantInput(props: InstantInputProps) {
  return (
    <TextInput
      id={props.id}
      type="datetime-local"
      max="9999-12-31T23:59"
      aria-describedby={props.describedBy}
      isInvalid={props.isInvalid ?? false}
      value={toLocal(props.value)}
      onChange={({ target }) => props.onChange(target.value ? toInstant(target.value) : "")}
    />
  );
}
