import { ProactiveTriggerContext } from "@usher/core/documented";
import { describe, expect, test } from "vitest";
import { serverActionsSource } from "./server-actions-source.ts";

interface Seen {
  readonly url: string;
  readonly headers: unknown;
}

function sourceThat(answers: () => Response | Promise<Response>) {
  const seen: Seen[] = [];
  const source = serverActionsSource({
    url: "https://usher.example.com/",
    secretKey: "sk_test",
    fetch: async (url, { headers }) => {
      seen.push({ url, headers });
      return answers();
    },
  });
  return { seen, source };
}

const action = (title: string, at: number) => ({ title, timestamp_start: at, timestamp_end: at, canonical_url: "/x" });

describe("serverActionsSource", () => {
  test("asks for the session's actions, and gives each its own moment", async () => {
    const answer = {
      session_id: "s/1",
      user_id: "u1",
      as_of: 1_500,
      actions: [action("a", 1_000), action("b", 1_400)],
    };
    const { source, seen } = sourceThat(() => Response.json(answer));
    const payloads = await source.loadPayloads("acme", "s/1");
    expect(seen).toEqual([
      {
        url: "https://usher.example.com/v1/sessions/s%2F1/actions?product_id=acme&limit=50",
        headers: { accept: "application/json", authorization: "Bearer sk_test" },
      },
    ]);
    expect(payloads.map(({ forwardedAtS, userId, sessionId }) => [forwardedAtS, userId, sessionId])).toEqual([
      [1_000, "u1", "s/1"],
      [1_400, "u1", "s/1"],
    ]);
    const scope = { productId: "acme", sessionId: "s/1", conversationId: "c1" };
    const context = ProactiveTriggerContext.fromActionsPayloads(payloads, { ...scope, lookbackS: 200, nowS: 1_500 });
    expect(context.recentActions.map(({ title }) => title)).toEqual(["b"]);
  });

  test("an unknown session has no actions", async () => {
    const { source } = sourceThat(() => new Response("", { status: 404 }));
    expect(await source.loadPayloads("acme", "s1")).toEqual([]);
  });

  test.each([
    ["a refused key", () => new Response("", { status: 401 }), "source_refused"],
    ["a server that is down", () => new Response("", { status: 503 }), "source_unavailable"],
    ["no server", () => Promise.reject(new Error("ECONNREFUSED")), "source_unavailable"],
    ["an answer that is no JSON", () => new Response("<html>"), "source_unavailable"],
    ["an answer for somebody else", () => Response.json({ session_id: "s2", actions: [] }), "source_unavailable"],
  ])("%s is an error of its own", async (_, answers, code) => {
    await expect(sourceThat(answers).source.loadPayloads("acme", "s1")).rejects.toMatchObject({ code });
  });

  test.each([
    [{ url: "", secretKey: "k" }, "url"],
    [{ url: "http://x", secretKey: " " }, "secretKey"],
    [{ url: "http://x", secretKey: "k", limit: 0 }, "limit"],
  ])("%j is refused", (options, path) => {
    expect(() => serverActionsSource(options)).toThrow(expect.objectContaining({ code: "option_invalid", path }));
  });
});
