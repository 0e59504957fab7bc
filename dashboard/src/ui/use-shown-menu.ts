import { type RefObject, useEffect, useRef } from "react";

/** Brings a menu that opens below the edge of the page into sight. */
export function useShownMenu(isOpen: boolean): RefObject<HTMLUListElement> {
  const ref = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (isOpen) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return ref;
}
