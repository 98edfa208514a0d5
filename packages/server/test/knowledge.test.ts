import { UsherError } from "@usher/core";
import { samplePath } from "@usher/core/testing";
import { afterEach, describe, expect, test } from "vitest";
import type { Parts } from "../src/compose.ts";
import { SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const ADMIN_KEY = "an admin key of at least thirty-two characters";
const GUIDE = `# Handbook

## Export tasks
1. Press **Table options**.
2. Choose **Download** and pick CSV or Excel.

## Invoices
Bills are sent on the first of the month.
`;

let server: TestServer;
afterEach(() => server.stop());

async function start(parts: Partial<Parts> = {}): Promise<void> {
  server = await startTestServer(
    sampleConfig({ paths: { [samplePath.id]: samplePath } }, { adminKey: ADMIN_KEY }),
    parts,
  );
}

async function ask(path: string, body?: unknown, method = body === undefined ? "GET" : "POST", key = SECRET_KEY) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as never };
}

const BASE = "/v1/admin/products/projects/knowledge";
const add = (name: string, content: string, format?: string) => ask(BASE, { name, content, format });
const search = async (query: string, more = "") => {
  const { status, body } = await ask(`/knowledge-base/projects?query=${encodeURIComponent(query)}${more}`);
  expect(status).toBe(200);
  return (body as { results: { title: string; steps: string[]; kind: string; matched: { word: string }[] }[] }).results;
};

describe("knowledge base", () => {
  test("golden paths in force answer without any document", async () => {
    await start();
    const [first] = await search("how can I edit many projects in bulk?");
    expect(first?.title).toBe(samplePath.title);
    expect(first?.steps).toEqual(samplePath.steps.map(({ description }) => description));
    expect(first?.matched.map(({ word }) => word)).toContain("projects");
    expect(await search("weather in Lisbon")).toEqual([]);
    expect((await ask("/knowledge-base/projects")).status).toBe(400);
    expect((await ask("/knowledge-base/other?query=x")).status).toBe(404);
  });

  test("documents are added, found, replaced, listed and deleted", async () => {
    await start();
    expect(await add("docs/handbook.md", GUIDE)).toMatchObject({ status: 201, body: { pieces: 2 } });
    const [found] = await search("download a spreadsheet as exel", "&top_k=1");
    expect(found).toMatchObject({ title: "Export tasks", kind: "document" });
    expect(found?.steps).toEqual(["Press **Table options**.", "Choose **Download** and pick CSV or Excel."]);
    await add("docs/handbook.md", "<h1>Billing</h1><script>download()</script><p>Nothing else.</p>", "html");
    expect((await search("download excel")).map(({ kind }) => kind)).not.toContain("document");
    expect((await ask(BASE)).body).toMatchObject({
      paths: 1,
      documents: [{ name: "docs/handbook.md", format: "html" }],
    });
    const address = `${BASE}/${encodeURIComponent("docs/handbook.md")}`;
    expect((await ask(address, undefined, "DELETE")).status).toBe(204);
    expect((await ask(address, undefined, "DELETE")).status).toBe(404);
    expect(await search("billing")).toEqual([]);
    expect((await add("empty.md", "   \n")).status).toBe(400);
  });

  test("a preview says what sample questions find, and why", async () => {
    await start();
    await add("handbook.md", GUIDE);
    const { body } = await ask(`${BASE}/preview`, { queries: ["excel", "nothing like it"], top_k: 1 });
    expect(body).toMatchObject({
      previews: [
        {
          query: "excel",
          results: [{ title: "Export tasks", coverage: 1, matched: [{ how: "exact", fields: ["steps"] }] }],
        },
        { query: "nothing like it", results: [] },
      ],
    });
  });

  test("retrieval as Dify asks: docs, paths or both", async () => {
    await start();
    await add("handbook.md", GUIDE);
    const titles = async (id: string, query: string, threshold = 0) => {
      const setting = { top_k: 5, score_threshold: threshold };
      const { body } = await ask("/retrieval", { knowledge_id: id, query, retrieval_setting: setting });
      return (body as { records: { title: string; metadata: object }[] }).records.map(({ title }) => title);
    };
    expect(await titles("docs", "table options export")).toEqual(["Export tasks"]);
    expect(await titles("paths", "projects")).toEqual([samplePath.title]);
    expect(await titles("knowledge", "projects export")).toHaveLength(2);
    expect(await titles("knowledge", "export zebra giraffe", 0.9)).toEqual([]);
  });
});

describe("embeddings", () => {
  /** Texts about bills are near each other, whatever their words. */
  const embed = async (texts: readonly string[]) => texts.map((text) => (/bill|payable/i.test(text) ? [1, 0] : [0, 1]));

  test("find what shares no word, once they are there", async () => {
    await start({ embeddings: { embed } });
    await add("handbook.md", GUIDE);
    await expect.poll(async () => (await search("payables"))[0]?.title, { timeout: 10_000 }).toBe("Invoices");
  });

  test("that fail leave the lexical answer", async () => {
    let asked = 0;
    const failing = async () => {
      asked += 1;
      throw new UsherError("embeddings_unavailable", "down");
    };
    await start({ embeddings: { embed: failing } });
    await add("handbook.md", GUIDE);
    for (let time = 0; time < 3; time++) expect((await search("excel"))[0]?.title).toBe("Export tasks");
    expect(asked).toBe(1);
  });
});
