import { afterEach, describe, expect, it, vi } from "vitest";

import type { Host } from "@/host/host";

import { apiAddress, createExecute } from "./client";
import { TypedDocumentString } from "./generated/graphql";

const DOCUMENT = new TypedDocumentString<{ ok: boolean }, Record<string, unknown>>("query { ok }");

function hostWith(token: string | undefined) {
  const refuse = vi.fn();
  const getState = () => ({ locale: "tr-TR" });
  const host = { getToken: () => token, refuse, getState } as unknown as Host;
  return { execute: createExecute(host), refuse };
}

function answer(status: number, body: unknown) {
  const sent = vi.fn().mockResolvedValue(new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", sent);
  return sent;
}

function requestOf(sent: ReturnType<typeof answer>): RequestInit {
  return (sent.mock.calls[0] as [string, RequestInit])[1];
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.head.innerHTML = "";
});

describe("a request", () => {
  it("carries the token of this instant", async () => {
    const sent = answer(200, { data: { ok: true } });
    await expect(hostWith("t0").execute(DOCUMENT, {})).resolves.toEqual({ ok: true });
    expect(requestOf(sent).headers).toMatchObject({ Authorization: "Bearer t0" });
  });

  it("asks for sentences in the language of the screens", async () => {
    const sent = answer(200, { data: { ok: true } });
    await hostWith("t0").execute(DOCUMENT, {});
    expect(requestOf(sent).headers).toMatchObject({ "Accept-Language": "tr" });
  });

  it("carries a file as a part of its own", async () => {
    const sent = answer(200, { data: { ok: true } });
    const file = new File(["a"], "list.csv");
    await hostWith("t0").execute(DOCUMENT, { id: "1", file });
    const body = requestOf(sent).body as FormData;
    expect(JSON.parse(body.get("operations") as string)).toEqual({
      query: "query { ok }",
      variables: { id: "1", file: null },
    });
    expect(body.get("map")).toBe('{"0":["variables.file"]}');
    expect((body.get("0") as File).name).toBe("list.csv");
  });

  it("goes to the API beside the screens, wherever they are", () => {
    document.head.innerHTML = '<base href="http://shop/plugins/saleor.customer-groups/ui/">';
    expect(apiAddress()).toBe("http://shop/plugins/saleor.customer-groups/graphql/");
  });
});

describe("what goes wrong", () => {
  it("is the token's fault at 401, and the host is told which token it was", async () => {
    answer(401, { errors: [{ message: "expired" }] });
    const { execute, refuse } = hostWith("t0");
    await expect(execute(DOCUMENT, {})).rejects.toMatchObject({ kind: "token" });
    expect(refuse).toHaveBeenCalledWith("t0");
  });

  it.each([
    [
      200,
      { errors: [{ message: "no", extensions: { exception: { code: "PermissionDenied" } } }] },
      "permission",
    ],
    [400, { errors: [{ message: "Invalid ID" }] }, "refused"],
    [500, { errors: [{ message: "" }] }, "server"],
    [200, {}, "server"],
  ])("is told apart: %s %o", async (status, body, kind) => {
    answer(status, body);
    await expect(hostWith("t0").execute(DOCUMENT, {})).rejects.toMatchObject({ kind });
  });

  it("is the network's where nothing answers", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("failed")));
    await expect(hostWith("t0").execute(DOCUMENT, {})).rejects.toMatchObject({ kind: "network" });
  });
});
