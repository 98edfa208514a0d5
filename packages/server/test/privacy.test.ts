import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer as createSink } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashUser } from "../src/adapters/hash-user.ts";
import { createServer, type UsherServer } from "../src/create-server.ts";
import { createPageClient, type Listening, type PageClient } from "./support/page-client.ts";
import { PROJECTS, sampleConfig } from "./support/sample-config.ts";
import { batchOf, clickOn, postFromPage, posthogEvent } from "./support/source-client.ts";
import { until } from "./support/until.ts";

const CANARY = `canary${randomBytes(9).toString("hex")}`;
const ADMIN_KEY = "an admin key of at least thirty-two characters";
const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";
const dataDir = mkdtempSync(join(tmpdir(), "usher-privacy-"));
const sink = createSink((_request, response) => {
  response.statusCode = 500;
  response.end();
});

let server: UsherServer;
let url: string;
let page: PageClient;
let visitor: { readonly id: string; readonly secret: string };
let stream: Listening;

beforeAll(async () => {
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
  const config = sampleConfig(
    {
      secretKeys: [SECRET_KEY],
      webhooks: [{ url: `${origin}/hook` }],
      summaries: { threshold: 5 },
      // Whoever is planted is told: the share of people who never are would make this a lottery.
      policy: { holdoutShare: 0 },
    },
    { dataDir, adminKey: ADMIN_KEY, limits: false, shedLoad: false, webhooks: { allow: [origin] } },
  );
  server = createServer(config);
  ({ url } = await server.start());
});
afterAll(async () => {
  await server.stop();
  sink.close();
  rmSync(dataDir, { recursive: true });
});

async function admin<Body = Record<string, unknown>>(path: string, init: RequestInit = {}, key = ADMIN_KEY) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, { headers, ...init });
  return { status: response.status, body: (await response.json()) as Body };
}

const erase = (user_id: string, key?: string) =>
  admin("/v1/admin/privacy/delete", { method: "POST", body: JSON.stringify({ product_id: "projects", user_id }) }, key);

async function exported(query: string, key = ADMIN_KEY) {
  const response = await fetch(`${url}/v1/admin/export?${query}`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.headers.get("content-type")).toContain("application/x-ndjson");
  const lines = (await response.text()).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, never>);
}

/** Files of the data directory that hold the text, whatever they are. */
function filesWith(text: string): string[] {
  return readdirSync(dataDir).filter((name) => {
    const bytes = readFileSync(join(dataDir, name));
    return bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"));
  });
}

/** A user who leaves a trace wherever one can be left: as a page's visitor and through an event source. */
async function plant(canary: string, saves: number) {
  const one = createPageClient(url);
  await one.start();
  const properties = { note: `${canary}-property` };
  await one.capture({
    type: "page_view",
    url: `${PROJECTS}/${canary}-url`,
    title: `${canary}-title`,
  });
  const visitor = one.session.visitor as { readonly id: string; readonly secret: string };
  await one.start({ visitor, identity: { user_id: `${canary}-user` } });
  const stream = await one.listen();
  await one.threeSaves();
  await stream.next("offer");
  for (let save = 0; save < saves; save++) {
    await one.capture({ type: "custom", name: `${canary}-event`, properties });
    await one.capture({ element: { role: "button", label: `${canary}-label`, id: `${canary}-id` } });
  }
  await one.chat({ message: `${canary}-question` });
  const link = {
    session_id: one.session.session_id,
    conversation_id: `${canary}-conversation`,
    product_id: "projects",
  };
  const linked = await admin("/sessions/link", { method: "POST", body: JSON.stringify(link) }, SECRET_KEY);
  expect(linked.status).toBe(200);

  const anonymous = {
    distinct_id: `${canary}-device`,
    $device_id: `${canary}-device`,
    $session_id: `${canary}-session`,
  };
  const known = { ...anonymous, distinct_id: `${canary}-user`, $is_identified: true };
  const $set = { email: `${canary}@example.com`, company: `${canary}-company` };
  const answer = await postFromPage(
    `${url}/e/`,
    batchOf(
      clickOn(`${canary}-before`, anonymous),
      posthogEvent("$identify", { ...known, $anon_distinct_id: `${canary}-device`, $set }),
      clickOn(`${canary}-after`, known),
    ),
  );
  expect(answer.status).toBe(200);
  const ended = await admin(`/v1/sessions/${one.session.session_id}/end`, { method: "POST" }, SECRET_KEY);
  expect(JSON.stringify(ended.body)).toContain(`${canary}-label`);
  return { page: one, visitor, stream };
}

test("a planted user is in many places", async () => {
  ({ page, visitor, stream } = await plant(CANARY, 6));
  (await plant("somebodyelse", 2)).stream.close();
  await until("webhook deliveries", async () => {
    const { body } = await admin<{ deliveries: readonly object[] }>(await deliveriesPath());
    return body.deliveries.length > 1;
  });
  expect(filesWith(CANARY)).not.toEqual([]);
  const rows = await exported(`product=projects&user=${CANARY}-user`);
  const tables = new Set(rows.map((row) => row.table as string | undefined));
  for (const table of ["visitor", "session", "action", "offer", "chat_message", "frame", "ledger", "step", "person"]) {
    expect(tables, table).toContain(table);
  }
  for (const table of ["conversation_link", "user_memory", "session_analysis"]) expect(tables).toContain(table);
  const manifest = rows.at(-1)?.manifest as unknown as { total: number; user_id: string };
  expect(manifest).toMatchObject({ product_id: "projects", user_id: `${CANARY}-user`, total: rows.length - 1 });
  expect(JSON.stringify(rows)).not.toContain("somebodyelse");
});

async function deliveriesPath(): Promise<string> {
  const { body } = await admin<{ webhooks: readonly { id?: string; webhook_id?: string }[] }>(
    "/v1/admin/products/projects/webhooks",
  );
  const [webhook] = body.webhooks;
  return `/v1/admin/products/projects/webhooks/${webhook?.webhook_id ?? webhook?.id}/deliveries`;
}

test("only who may delete users can", async () => {
  expect((await erase(`${CANARY}-user`, "no such key at all, in any case")).status).toBe(401);
  const foreign = { method: "POST", body: JSON.stringify({ product_id: "other", user_id: `${CANARY}-user` }) };
  expect((await admin("/v1/admin/privacy/delete", foreign, SECRET_KEY)).status).toBe(404);
  const response = await fetch(`${url}/v1/admin/export?product=other`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  expect(response.status).toBe(404);
  expect((await admin("/v1/admin/quarantine?product=projects", {}, SECRET_KEY)).status).toBe(401);
  const nobody = { method: "POST", body: JSON.stringify({ product_id: "projects" }) };
  expect((await admin("/v1/admin/privacy/delete", nobody)).status).toBe(400);
  expect((await exported("product=projects", SECRET_KEY)).length).toBeGreaterThan(10);
});

test("after the deletion not a byte of them is in the data directory, and their streams have ended", async () => {
  const { status, body } = await erase(`${CANARY}-user`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ product_id: "projects", scrubbed: true });
  expect(body.rows).toMatchObject({ visitor: expect.any(Number), chat_message: expect.any(Number), person: 1 });
  await stream.ended;
  expect(filesWith(CANARY)).toEqual([]);
  expect(filesWith("somebodyelse")).not.toEqual([]);
  expect((await exported(`product=projects&user=${CANARY}-user`)).map((row) => Object.keys(row))).toEqual([
    ["manifest"],
  ]);
  expect(JSON.stringify(await exported("product=projects"))).not.toContain(CANARY);
  const live = await admin(`/users/projects/${CANARY}-user/live-activity`, {}, SECRET_KEY);
  expect(JSON.stringify(live.body)).not.toContain(`${CANARY}-label`);
});

test("nothing of them comes again, and their browser goes on as nobody", async () => {
  const answer = await page.post("/v1/capture", {
    events: [{ id: "late", type: "click", at: Date.now(), url: PROJECTS }],
  });
  expect(answer.status).toBe(401);
  const identity = { user_id: `${CANARY}-user` };
  await expect(page.start({ identity })).rejects.toThrow("user_erased");
  expect((await page.start({ visitor })).level).toBe("anonymous");
  const sent = await postFromPage(
    `${url}/e/`,
    batchOf(clickOn(`${CANARY}-again`, { distinct_id: `${CANARY}-user`, $session_id: `${CANARY}-new-session` })),
  );
  expect(sent.status).toBe(200);
  expect(filesWith(CANARY)).toEqual([]);
  expect((await erase(`${CANARY}-user`)).body).toMatchObject({ rows: {}, sessions: 0 });
});

test("what is left is a hash, also when the server has stopped", async () => {
  await server.stop();
  expect(filesWith(CANARY)).toEqual([]);
  expect(filesWith(hashUser("projects", `${CANARY}-user`))).toEqual(["usher.db"]);
  const database = new Database(join(dataDir, "usher.db"));
  expect(database.prepare("pragma integrity_check").get()).toMatchObject({ integrity_check: "ok" });
  database.close();
});
