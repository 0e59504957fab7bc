import { useCallback, useEffect, useState } from "react";

import type { FormValues } from "./form";

const PAUSE_MS = 400;

export type Draft = { values: FormValues; at: string };

/** A kept draft of a form, in this browser: it survives a closed tab. */
export function useDraft(name: string) {
  const key = `customer-groups.draft.${name}`;
  const [found, setFound] = useState<Draft | undefined>(() => read(key));

  const forget = useCallback(() => {
    localStorage.removeItem(key);
    setFound(undefined);
  }, [key]);

  return { key, found, forget };
}

/** Keeps what the form says while it differs from what is saved. */
export function useKeptDraft(key: string, values: FormValues, isDirty: boolean): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (isDirty) {
        const draft: Draft = { values, at: new Date().toISOString() };
        localStorage.setItem(key, JSON.stringify(draft));
      } else localStorage.removeItem(key);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, values, isDirty]);
}

function read(key: string): Draft | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
    return found && "name" in found.values && "tree" in found.values ? found : undefined;
  } catch {
    return undefined;
  }
}
