import { useCallback, useEffect, useState } from "react";

const PAUSE_MS = 400;

export type Draft<Values> = { values: Values; at: string };

/**
 * A kept draft of a form, in this browser: it survives a closed tab. What another version
 * has kept, the test turns down.
 */
export function useDraft<Values>(name: string, isDraft: (values: unknown) => boolean) {
  const key = draftKey(name);
  const [found, setFound] = useState(() => read<Values>(key, isDraft));

  const forget = useCallback(() => {
    localStorage.removeItem(key);
    setFound(undefined);
  }, [key]);

  return { key, found, forget };
}

/** Forgets the draft of that name. */
export function forgetDraft(name: string): void {
  localStorage.removeItem(draftKey(name));
}

/** Keeps what the form says while it differs from what is saved. */
export function useKeptDraft(key: string, values: unknown, isDirty: boolean): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (isDirty) {
        const draft: Draft<unknown> = { values, at: new Date().toISOString() };
        localStorage.setItem(key, JSON.stringify(draft));
      } else localStorage.removeItem(key);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, values, isDirty]);
}

function draftKey(name: string): string {
  return `customer-groups.draft.${name}`;
}

function read<Values>(
  key: string,
  isDraft: (values: unknown) => boolean,
): Draft<Values> | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Draft<Values> | null;
    return found && isDraft(found.values) ? found : undefined;
  } catch {
    return undefined;
  }
}
