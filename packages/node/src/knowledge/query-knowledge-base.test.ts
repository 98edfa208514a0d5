import { expect, test } from "vitest";
import { ConnectorClient } from "../stream/connector-client.ts";

function client(answer: (url: URL, init: RequestInit | undefined) => Response, url = "https://usher.example.com/x/") {
  return new ConnectorClient({
    url,
    productId: "acme shop",
    secretKey: "sk_1",
    fetch: async (address, init) => answer(new URL(String(address)), init),
  });
}

test("asks for the product's knowledge and tells it as text", async () => {
  const asked: [string, unknown][] = [];
  const found = await client((url, init) => {
    asked.push([url.href, new Headers(init?.headers).get("authorization")]);
    return Response.json({ results: [{ title: "Export", steps: ["Press **Download**.", 7], text: "Done." }, null] });
  }).queryKnowledgeBase({ query: " how to export? ", topK: 2 });
  expect(asked).toEqual([
    ["https://usher.example.com/x/knowledge-base/acme%20shop?query=how+to+export%3F&top_k=2", "Bearer sk_1"],
  ]);
  expect(found.results).toMatchObject([{ title: "Export", steps: ["Press **Download**."], matched: [] }]);
  expect(found.toText()).toBe("## Export\n1. Press **Download**.\nDone.");
});

test("nothing is asked about nothing; refusals and silence have a code", async () => {
  const refusing = client(() => Response.json({ detail: "no such product" }, { status: 404 }));
  expect((await refusing.queryKnowledgeBase({ query: "  " })).toText()).toBe("");
  await expect(refusing.queryKnowledgeBase({ query: "x" })).rejects.toMatchObject({
    code: "knowledge_unavailable",
    message: "the knowledge base refused: no such product",
  });
  const silent = client(() => {
    throw new TypeError("down");
  });
  await expect(silent.queryKnowledgeBase({ query: "x" })).rejects.toMatchObject({ code: "knowledge_unavailable" });
  const slow = new ConnectorClient({ url: "https://e.com", productId: "a", fetch: () => new Promise(() => {}) });
  await expect(slow.queryKnowledgeBase({ query: "x", timeoutMs: 5 })).rejects.toMatchObject({
    code: "deadline_exceeded",
  });
});
