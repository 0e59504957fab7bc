import { useEffect, useRef } from "react";

import { useHost } from "@/host/host";

/** Gives the widget the height of what is in it, whenever that changes. */
export function useHeight<Element extends HTMLElement>() {
  const host = useHost();
  const ref = useRef<Element>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const tell = () => host.resize(Math.ceil(element.getBoundingClientRect().height));
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return ref;
}
