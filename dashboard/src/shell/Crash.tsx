import { Button } from "@/ui/macaw";
import { Bug } from "lucide-react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "@/ui/States";

/** What stands where a page has thrown. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <EmptyState
      isPage
      icon={Bug}
      title={t("errors.crashTitle")}
      action={
        <Button type="button" variant="secondary" onClick={() => location.reload()}>
          {t("host.reload")}
        </Button>
      }
    >
      {t("errors.crash")}
    </EmptyState>
  );
}
