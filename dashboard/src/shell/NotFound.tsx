import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { EmptyState } from "@/ui/States";

/** What stands where there is no page. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      isPage
      icon={SearchX}
      title={t("errors.notFoundTitle")}
      action={<Link to="/groups">{t("app.title")}</Link>}
    >
      {t("errors.notFound")}
    </EmptyState>
  );
}
