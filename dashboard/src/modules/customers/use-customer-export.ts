import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/client";
import { CustomersDocument } from "@/api/generated/graphql";
import { useExecute } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useErrorText } from "@/ui/States";

import { csvLine, downloadCsv } from "./csv";

type Asked = { any: string[]; all: string[]; none: string[]; search: string };

/** Writes every customer that the filters leave into a file, a page at a time. */
export function useCustomerExport(asked: Asked) {
  const { t } = useTranslation();
  const host = useHost();
  const execute = useExecute();
  const say = useErrorText();
  const [count, setCount] = useState<number>();

  const start = async () => {
    const lines = [
      csvLine([
        t("customers.key"),
        t("customers.name"),
        t("customers.email"),
        t("customers.groups"),
      ]),
    ];
    let after: string | null = null;
    setCount(0);
    try {
      do {
        const page: Awaited<ReturnType<typeof load>> = await load(after);
        for (const { node } of page?.edges ?? []) {
          const groups = node.groups.map(({ group }) => group.code).join(" ");
          lines.push(csvLine([node.key, node.name, node.email, groups]));
        }
        setCount(lines.length - 1);
        after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
      } while (after !== null);
      downloadCsv("customers.csv", lines);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      host.notify({ status: "error", title: t("errors.failed"), text: say(error) });
    } finally {
      setCount(undefined);
    }
  };

  const load = async (after: string | null) =>
    (await execute(CustomersDocument, { ...asked, first: 100, after })).customersByGroups;

  return { start, isBusy: count !== undefined, count: count ?? 0 };
}
