import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/client";
import { ExportCustomersDocument, type ExportCustomersQuery } from "@/api/generated/graphql";
import { useExecute } from "@/api/use-api";
import { useHost } from "@/host/host";
import { useErrorText } from "@/ui/States";

import { csvLine, downloadCsv } from "./csv";

type Asked = { any: string[]; all: string[]; none: string[]; search: string };
type Page = NonNullable<ExportCustomersQuery["customersByGroups"]>;

/** Writes every customer that the filters leave into a file, a page at a time. Leaving the
 * page ends it. */
export function useCustomerExport(asked: Asked) {
  const { t } = useTranslation();
  const host = useHost();
  const execute = useExecute();
  const say = useErrorText();
  const [count, setCount] = useState<number>();
  const left = useRef(new AbortController());
  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const start = async () => {
    const { signal } = left.current;
    const titles = ["customers.key", "customers.name", "customers.email"] as const;
    const head = csvLine([...titles.map((key) => t(key)), t("customers.groups")]);
    // The browser keeps parts aside: however many there are, the page holds one of them.
    const parts = [new Blob([head])];
    let done = 0;
    let after: string | null = null;
    setCount(0);
    try {
      do {
        const page: Page = await load(after, signal);
        parts.push(new Blob(page.edges.map(({ node }) => lineOf(node))));
        done += page.edges.length;
        setCount(done);
        after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
      } while (after !== null);
      downloadCsv("customers.csv", parts);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      host.notify({ status: "error", title: t("errors.failed"), text: say(error) });
    }
    setCount(undefined);
  };

  const load = async (after: string | null, signal: AbortSignal) => {
    const variables = { ...asked, first: 100, after };
    const found = await execute(ExportCustomersDocument, variables, signal);
    if (!found.customersByGroups) throw new ApiError("server");
    return found.customersByGroups;
  };

  return { start, count };
}

function lineOf({ key, name, email, groups }: Page["edges"][number]["node"]): string {
  return csvLine([key, name, email, groups.map(({ group }) => group.code).join(" ")]);
}
