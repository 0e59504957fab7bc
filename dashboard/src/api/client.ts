import type { Host } from "@/host/host";
import { languageOf } from "@/i18n";

import type { TypedDocumentString } from "./generated/graphql";

export type ApiErrorKind = "network" | "token" | "permission" | "refused" | "server";

/** A request that brought no data. `message` is the API's own, or empty; so is `code`. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly code: string;

  constructor(kind: ApiErrorKind, message = "", code = "") {
    super(message);
    this.name = "ApiError";
    this.kind = kind;
    this.code = code;
  }
}

type GraphQLFault = {
  message: string;
  extensions?: { exception?: { code?: string } };
};
type Answer<Result> = { data?: Result | null; errors?: GraphQLFault[] };

export type Execute = <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) => Promise<Result>;

/** The API stands beside the screens, wherever both are mounted. */
export function apiAddress(): string {
  return new URL("../graphql/", document.baseURI).href;
}

/** Sends documents to the API with the host's token. Rejects with ApiError. */
export function createExecute(host: Host): Execute {
  return async (document, variables, signal) => {
    const token = host.getToken();
    const { body, headers } = encode(document.toString(), variables as Record<string, unknown>);
    const response = await fetch(apiAddress(), {
      method: "POST",
      headers: {
        ...headers,
        "Accept-Language": languageOf(host.getState().locale),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body,
      signal: signal ?? null,
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError("network");
    });
    const answer = await read(response);
    if (response.status === 401) {
      host.refuse(token);
      throw new ApiError("token", answer.errors?.[0]?.message);
    }
    const fault = answer.errors?.[0];
    if (fault) throw new ApiError(kindOf(fault, response.status), fault.message, codeOf(fault));
    if (!answer.data) throw new ApiError("server");
    return answer.data as never;
  };
}

/** JSON, or a multipart request where a variable is a file. */
function encode(
  query: string,
  variables: Record<string, unknown>,
): { body: BodyInit; headers: Record<string, string> } {
  const files = Object.entries(variables).filter(([, value]) => value instanceof File);
  if (files.length === 0) {
    return {
      body: JSON.stringify({ query, variables }),
      headers: { "Content-Type": "application/json" },
    };
  }
  const body = new FormData();
  const plain = { ...variables, ...Object.fromEntries(files.map(([name]) => [name, null])) };
  body.append("operations", JSON.stringify({ query, variables: plain }));
  const map = files.map(([name], index) => [String(index), [`variables.${name}`]]);
  body.append("map", JSON.stringify(Object.fromEntries(map)));
  files.forEach(([, file], index) => body.append(String(index), file as File));
  return { body, headers: {} };
}

async function read<Result>(response: Response): Promise<Answer<Result>> {
  try {
    return (await response.json()) as Answer<Result>;
  } catch {
    return { errors: [{ message: "" }] };
  }
}

function codeOf(fault: GraphQLFault): string {
  return fault.extensions?.exception?.code ?? "";
}

function kindOf(fault: GraphQLFault, status: number): ApiErrorKind {
  if (codeOf(fault) === "PermissionDenied") return "permission";
  return status >= 500 ? "server" : "refused";
}
