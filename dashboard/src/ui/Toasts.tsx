import { useEffect, useState } from "react";

import type { Notice } from "@/host/host";
import type { StandaloneHost } from "@/host/standalone-host";

import { Callout } from "./Callout";
import styles from "./Toasts.module.css";

const SHOWN_MS = 6_000;

type Shown = Notice & { key: number };

/** Where notices appear that the Dashboard would show. */
export function ToastRegion({ host }: { host: StandaloneHost }) {
  const [shown, setShown] = useState<Shown[]>([]);

  useEffect(() => {
    let last = 0;
    return host.onNotice((notice) => {
      const key = (last += 1);
      setShown((before) => [...before, { ...notice, key }]);
      setTimeout(() => setShown((before) => before.filter((each) => each.key !== key)), SHOWN_MS);
    });
  }, [host]);

  return (
    <div className={styles.toasts} aria-live="polite">
      {shown.map((notice) => (
        <Callout key={notice.key} tone={notice.status}>
          <strong>{notice.title}</strong>
          {notice.text ? <div>{notice.text}</div> : null}
        </Callout>
      ))}
    </div>
  );
}
