import { afterEach, describe, expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import type { UsherConfig } from "../src/config/config.ts";
import { createManualClock, type ManualClock } from "./support/manual-clock.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { openReader, type ReadFrame, type StreamReader } from "./support/stream-reader.ts";
import { until } from "./support/until.ts";

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";
const OTHER_KEY = "sk_test_other_0123456789012345678901234567890123";
const ADMIN_KEY = "an admin key of at least thirty-two characters";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(more: Partial<UsherConfig> = {}, clock?: ManualClock): Promise<TestServer> {
  const config = sampleConfig({ secretKeys: [SECRET_KEY, OTHER_KEY] }, { adminKey: ADMIN_KEY, ...more });
  const server = await startTestServer(config, clock === undefined ? {} : { clock });
  stops.push(() => server.stop());
  return server;
}

async function read(
  server: TestServer,
  query = "",
  { key = SECRET_KEY, lastEventId }: { readonly key?: string; readonly lastEventId?: string } = {},
): Promise<StreamReader> {
  const reader = await openReader({ url: `${server.url}/stream/projects${query}`, key, lastEventId });
  stops.push(() => reader.close());
  return reader;
}

const payloads = ({ frames }: StreamReader): readonly ReadFrame[] => frames.filter(({ event }) => event === undefined);
const labels = (reader: StreamReader): string[] =>
  payloads(reader).flatMap(({ data }) => JSON.parse(data).actions.map(({ title }: { title: string }) => title));
const named = (reader: StreamReader, event: string): ReadFrame | undefined =>
  reader.frames.find((frame) => frame.event === event);

async function click(server: TestServer, ...names: readonly string[]): Promise<string> {
  const page = await server.page();
  for (const label of names) await page.capture({ element: { role: "button", label } });
  return page.session.session_id;
}

async function got(reader: StreamReader, count: number): Promise<readonly ReadFrame[]> {
  await until(`${count} payloads`, () => payloads(reader).length >= count);
  return payloads(reader);
}

describe("reading", () => {
  test("a client that knows only the payload's documentation understands what it gets", async () => {
    const server = await start();
    const reader = await read(server);
    await until("the stream to be open", () => named(reader, "heartbeat") !== undefined);
    const page = await server.page();
    await page.start({ identity: { user_id: "ada" } });
    const at = Date.now();
    await page.capture(
      { type: "page_view", title: "Projects", url: "https://app.example.com/projects/42?tab=1", at },
      { element: { role: "button", label: "Export CSV" }, url: "https://app.example.com/projects/42", at: at + 1_500 },
    );
    const [frame] = await got(reader, 1);
    expect(reader.status).toBe(200);
    expect(reader.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    expect(reader.retryMs).toBeGreaterThanOrEqual(2_000);
    expect(reader.retryMs).toBeLessThanOrEqual(6_000);
    expect(named(reader, "heartbeat")?.data).toBe("");
    expect(frame?.id).toBe(`${server.store.epoch}:1`);
    const payload = JSON.parse(frame?.data ?? "");
    expect(payload).toMatchObject({
      type: "actions",
      product_id: "projects",
      session_id: page.session.session_id,
      user_id: "ada",
      email: null,
      conversation_id: null,
      count: 2,
      actions: [
        {
          index: 0,
          type: "pageview",
          title: "Viewed Projects",
          canonical_url: "https://app.example.com/projects/:id",
          raw_url: "https://app.example.com/projects/42?tab=1",
          timestamp_start: at / 1_000,
          timestamp_end: (at + 1_500) / 1_000,
        },
        { index: 1, type: "click", description: 'Clicked the "Export CSV" button', user_id: "ada" },
      ],
    });
    expect(Math.abs(payload.forwarded_at - Date.now() / 1_000)).toBeLessThan(60);
  });

  test("summaries are frames of the same stream", async () => {
    const server = await start();
    const sessionId = await click(server, "One");
    const reader = await read(server, "?since=0");
    await server.engine.appendSummary({
      productId: "projects",
      sessionId,
      at: Date.now(),
      summary: "Clicked\nonce.",
      replaces: 1,
    });
    const [, summary] = await got(reader, 2);
    expect(JSON.parse(summary?.data ?? "")).toMatchObject({
      type: "summary",
      product_id: "projects",
      session_id: sessionId,
      summary: "Clicked\nonce.",
      replaces: 1,
    });
  });

  test("an event that was sent before is not streamed again", async () => {
    const server = await start();
    const page = await server.page();
    const reader = await read(server, "?since=0");
    const event = { id: "same", element: { role: "button", label: "Once" } };
    await page.capture(event);
    await page.capture(event);
    await page.capture(event, { id: "new", element: { role: "button", label: "Twice" } });
    await got(reader, 2);
    expect(labels(reader)).toEqual(["Clicked Once", "Clicked Twice"]);
  });
});

describe("who may read", () => {
  test.each([
    ["no key", "", 401, "key_missing"],
    ["an unknown key", "sk_nobody", 401, "key_unknown"],
    ["a page's key", "pk_test_projects", 401, "key_unknown"],
  ])("%s", async (_, key, status, code) => {
    const server = await start();
    const response = await fetch(`${server.url}/stream/projects`, {
      headers: key === "" ? {} : { authorization: `Bearer ${key}` },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test("a key in the address opens nothing; a foreign product does not exist", async () => {
    const server = await start();
    const inQuery = await fetch(`${server.url}/stream/projects?key=${SECRET_KEY}&token=${SECRET_KEY}`);
    expect(inQuery.status).toBe(401);
    for (const productId of ["other", "nobody"]) {
      const reader = await openReader({ url: `${server.url}/stream/${productId}`, key: SECRET_KEY });
      expect([reader.status, JSON.parse(reader.body).code]).toEqual([404, "product_unknown"]);
    }
  });

  test("one product's readers see nothing of another's", async () => {
    const server = await start();
    const other = await openReader({ url: `${server.url}/stream/other?since=0`, key: ADMIN_KEY });
    stops.push(() => other.close());
    await click(server, "Secret");
    const page = await server.page({ key: "pk_test_other", origin: "https://other.example.com" });
    await page.capture({ element: { role: "button", label: "Public" } });
    await got(other, 1);
    expect(labels(other)).toEqual(["Clicked Public"]);
  });

  test("a key has a number of streams, and a place is free again when one ends", async () => {
    const server = await start({ streams: { maxPerKey: 2 } });
    const [first] = [await read(server), await read(server)];
    const third = await read(server);
    expect([third.status, third.headers["retry-after"], JSON.parse(third.body).code]).toEqual([
      429,
      "5",
      "streams_exhausted",
    ]);
    expect((await read(server, "", { key: OTHER_KEY })).status).toBe(200);
    first?.close();
    await until("the place to be free", async () => (await read(server)).status === 200);
  });

  test("a key that is revoked ends what it opened", async () => {
    const server = await start();
    const asAdmin = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const made = await fetch(`${server.url}/v1/admin/products/projects/keys`, {
      method: "POST",
      headers: asAdmin,
      body: JSON.stringify({ kind: "restricted", scopes: ["stream:read"] }),
    });
    const { key, key_id: keyId } = (await made.json()) as { key: string; key_id: string };
    const [revoked, kept] = [await read(server, "", { key }), await read(server)];
    expect(revoked.status).toBe(200);
    await fetch(`${server.url}/v1/admin/products/projects/keys/${keyId}`, { method: "DELETE", headers: asAdmin });
    await revoked.ended;
    await click(server, "After");
    await got(kept, 1);
    expect((await read(server, "", { key })).status).toBe(401);
  });
});

describe("resuming", () => {
  test.each([
    ["Last-Event-ID", (id: string) => ["", { lastEventId: id }] as const],
    ["?since= with an id", (id: string) => [`?since=${id}`, {}] as const],
    ["?after= with an id", (id: string) => [`?after=${id}`, {}] as const],
    ["?since= with a position", () => ["?since=2", {}] as const],
    ["Last-Event-ID before ?since=", (id: string) => ["?since=0", { lastEventId: id }] as const],
  ])("%s: what came after it, once", async (_, how) => {
    const server = await start();
    await click(server, "One", "Two", "Three", "Four");
    const [query, options] = how(`${server.store.epoch}:2`);
    const reader = await read(server, query, options);
    await got(reader, 2);
    await click(server, "Five");
    await got(reader, 3);
    expect(labels(reader)).toEqual(["Clicked Three", "Clicked Four", "Clicked Five"]);
    expect(named(reader, "reset")).toBeUndefined();
  });

  test("from the beginning, and with nothing said from now on", async () => {
    const server = await start();
    await click(server, "One");
    const [all, live] = [await read(server, "?since=0"), await read(server)];
    await until("the live stream to be open", () => named(live, "heartbeat") !== undefined);
    await click(server, "Two");
    await got(all, 2);
    await got(live, 1);
    expect([labels(all), labels(live)]).toEqual([["Clicked One", "Clicked Two"], ["Clicked Two"]]);
  });

  test("a reader cut before its first payload misses nothing", async () => {
    const server = await start();
    const live = await read(server);
    await until("the stream to be open", () => named(live, "heartbeat") !== undefined);
    live.close();
    await live.ended;
    await click(server, "Meanwhile");
    const again = await read(server, "", { lastEventId: named(live, "heartbeat")?.id ?? "" });
    await got(again, 1);
    expect(labels(again)).toEqual(["Clicked Meanwhile"]);
  });

  test.each([
    ["of another history", "abcdef:1", "other_history"],
    ["that is none", "yesterday", "unreadable"],
    ["from the future", "9", "ahead"],
  ])("a position %s is told, and the stream goes on with what happens", async (_, since, reason) => {
    const server = await start();
    await click(server, "One", "Two");
    const reader = await read(server, `?since=${since}`);
    await until("the reset", () => named(reader, "reset") !== undefined);
    const head = `${server.store.epoch}:2`;
    const reset = named(reader, "reset");
    expect([reset?.id, JSON.parse(reset?.data ?? "")]).toEqual([head, { reason, id: head, head }]);
    await click(server, "Three");
    await got(reader, 1);
    expect(labels(reader)).toEqual(["Clicked Three"]);
  });

  test("what is beyond retention is told; everything that is kept follows", async () => {
    const server = await start();
    await click(server, "One", "Two", "Three", "Four");
    await server.store.stream.pruneStream(Date.now() + 60_000, 2);
    await click(server, "Five");
    const kept = await read(server, "?since=0");
    const late = await read(server, "", { lastEventId: `${server.store.epoch}:1` });
    await got(kept, 1);
    await got(late, 1);
    await until("both to be up to date", () =>
      [kept, late].every((reader) => labels(reader).at(-1) === "Clicked Five"),
    );
    expect(JSON.parse(named(late, "reset")?.data ?? "{}")).toMatchObject({ reason: "too_old" });
    expect(named(kept, "reset")).toBeUndefined();
    expect(labels(late)).toEqual(labels(kept));
  });
});

describe("connections", () => {
  test("silence is filled with heartbeats; a stream ends cleanly when it is old", async () => {
    const clock = createManualClock(1_800_000_000_000);
    const server = await start({ streams: { maxAgeS: 100 } }, clock);
    const reader = await read(server);
    await until("the stream to be open", () => reader.frames.length === 1);
    await clock.advance(45_000);
    await until("three more heartbeats", () => reader.frames.length === 4);
    expect(reader.frames.slice(1)).toEqual(Array(3).fill({ event: "heartbeat", id: undefined, data: "" }));
    await clock.advance(66_000);
    await reader.ended;
  });

  test("a server that stops ends its streams, and readers resume on the next one", async () => {
    const store = await openEmbeddedStore({ memory: true });
    const config = sampleConfig({ secretKeys: [SECRET_KEY] });
    // The store outlives the first server.
    const first = await startTestServer(config, { store: { ...store, epoch: store.epoch, close: async () => {} } });
    await click(first, "One");
    const reader = await read(first, "?since=0");
    const [frame] = await got(reader, 1);
    await first.stop();
    await reader.ended;
    const second = await startTestServer(config, { store });
    stops.push(() => second.stop());
    await click(second, "Two");
    const again = await read(second, "", { lastEventId: frame?.id ?? "" });
    await got(again, 1);
    expect(labels(again)).toEqual(["Clicked Two"]);
  });

  test("HEAD says that there is a stream", async () => {
    const server = await start();
    const response = await fetch(`${server.url}/stream/projects`, {
      method: "HEAD",
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  });
});
