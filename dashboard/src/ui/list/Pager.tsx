import { Button } from "@/ui/macaw";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";

import { Select } from "../Select";
import styles from "./Pager.module.css";
import { type ListState, type PageInfo, SIZES } from "./use-list";

type PagerProps = {
  list: Pick<ListState<string>, "size" | "setSize" | "goNext" | "goPrevious">;
  info: PageInfo | undefined;
  total: number | null | undefined;
};

/** How many there are, and the way to the others. */
export function Pager({ list, info, total }: PagerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <nav className={styles.pager} aria-label={t("list.pages")}>
      <div className={styles.size}>
        <span className="muted">{t("list.rows")}</span>
        <Select
          isSnug
          label={t("list.rows")}
          options={SIZES.map((size) => ({ value: String(size), label: format.number(size) }))}
          value={String(list.size)}
          onChange={(size) => list.setSize(Number(size))}
        />
      </div>
      <span className="muted number" aria-live="polite">
        {typeof total === "number"
          ? t("list.total", { count: total, number: format.number(total) })
          : null}
      </span>
      <div className={styles.buttons}>
        <Button
          type="button"
          variant="secondary"
          icon={<ChevronLeft size={16} />}
          aria-label={t("list.previous")}
          disabled={!info?.hasPreviousPage}
          onClick={() => info && list.goPrevious(info)}
        />
        <Button
          type="button"
          variant="secondary"
          icon={<ChevronRight size={16} />}
          aria-label={t("list.next")}
          disabled={!info?.hasNextPage}
          onClick={() => info && list.goNext(info)}
        />
      </div>
    </nav>
  );
}
