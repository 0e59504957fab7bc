import { useEffect, useRef } from "react";

import { useHost } from "@/host/host";

/** Gives the widget the height of what is in it, whenever that changes. */
export function useHeight<Element extends HTMLElement>() {
  const host = useHost();
  const ref = useRef<Element>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const tell = () => {
      const height = Math.ceil(element.getBoundingClientRect().height);
      // A frame that the Dashboard hides has none, and none is refused.
      if (height > 0) host.resize(height);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return ref;
}
