import { afterEach, expect, test } from "vitest";
import { createManualClock, type ManualClock } from "./support/manual-clock.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { openReader, type StreamReader } from "./support/stream-reader.ts";
import { until } from "./support/until.ts";

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(clock?: ManualClock): Promise<TestServer> {
  const config = sampleConfig({ secretKeys: [SECRET_KEY] });
  const server = await startTestServer(config, clock === undefined ? {} : { clock });
  stops.push(() => server.stop());
  return server;
}

async function read(server: TestServer, query: string, lastEventId?: string): Promise<StreamReader> {
  const url = `${server.url}/stream/projects?${query}`;
  const reader = await openReader({ url, key: SECRET_KEY, lastEventId });
  stops.push(() => reader.close());
  return reader;
}

async function readyOf(reader: StreamReader): Promise<{ fence: number; id: string; consumer: string }> {
  await until("ready", () => reader.frames.length > 0);
  expect(reader.frames[0]?.event).toBe("ready");
  return JSON.parse(reader.frames[0]?.data ?? "");
}

const positions = ({ frames }: StreamReader): number[] =>
  frames.filter(({ event }) => event === undefined).map(({ id }) => Number(id?.split(":")[1]));

async function acknowledge(server: TestServer, body: unknown): Promise<{ status: number; body: never }> {
  const response = await fetch(`${server.url}/stream/projects/ack`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as never };
}

async function consumersOf(server: TestServer): Promise<readonly Record<string, unknown>[]> {
  const response = await fetch(`${server.url}/v1/consumers`, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  expect(response.status).toBe(200);
  return ((await response.json()) as { consumers: Record<string, unknown>[] }).consumers;
}

async function click(server: TestServer, count: number): Promise<void> {
  const page = await server.page();
  for (let number = 0; number < count; number++) await page.capture({ element: { role: "button", label: "Save" } });
}

test("the position is kept on the server: the next reader goes on from what was acknowledged", async () => {
  const server = await start();
  const { epoch } = server.store;
  await click(server, 3);
  const first = await read(server, "consumer=bot&since=0");
  const { fence } = await readyOf(first);
  await until("three payloads", () => positions(first).length === 3);
  const answer = await acknowledge(server, { consumer: "bot", id: `${epoch}:2`, fence });
  expect(answer).toMatchObject({ status: 200, body: { acknowledged: `${epoch}:2`, lag: 1, fence, reading: true } });
  first.close();
  await until("the name to be free", async () => (await consumersOf(server))[0]?.reading === false);
  expect(await consumersOf(server)).toMatchObject([{ consumer: "bot", acknowledged: `${epoch}:2`, lag: 1 }]);

  await click(server, 1);
  // `since` is for a name that was never used.
  const second = await read(server, "consumer=bot&since=0");
  const ready = await readyOf(second);
  expect(ready).toMatchObject({ consumer: "bot", fence: fence + 1, id: `${epoch}:2` });
  await until("the rest", () => positions(second).length === 2);
  expect(positions(second)).toEqual([3, 4]);
});

test("a new name begins with what happens from now on, and remembers where that was", async () => {
  const server = await start();
  await click(server, 2);
  const first = await read(server, "consumer=new");
  await readyOf(first);
  first.close();
  await until("the name to be free", async () => (await consumersOf(server))[0]?.reading === false);
  await click(server, 1);
  const second = await read(server, "consumer=new");
  await until("what came meanwhile", () => positions(second).length === 1);
  expect(positions(second)).toEqual([3]);
});

test("one reads at a time; who takes over ends the other, whose acknowledgements are refused", async () => {
  const server = await start();
  const { epoch } = server.store;
  const first = await read(server, "consumer=bot");
  const { fence } = await readyOf(first);
  const busy = await read(server, "consumer=bot");
  expect([busy.status, JSON.parse(busy.body).code]).toEqual([409, "consumer_busy"]);
  expect(Number(busy.headers["retry-after"])).toBeGreaterThan(0);

  const second = await read(server, "consumer=bot&takeover=1");
  expect((await readyOf(second)).fence).toBe(fence + 1);
  await first.ended;
  await click(server, 1);
  await until("the payload", () => positions(second).length === 1);
  expect(await acknowledge(server, { consumer: "bot", id: `${epoch}:1`, fence })).toMatchObject({
    status: 409,
    body: { code: "consumer_fenced" },
  });
  expect((await acknowledge(server, { consumer: "bot", id: `${epoch}:1`, fence: fence + 1 })).status).toBe(200);
});

test("the reader that was cut comes back with its fence, and goes on where it was", async () => {
  const server = await start();
  await click(server, 3);
  const first = await read(server, "consumer=bot&since=0");
  const { fence } = await readyOf(first);
  await until("three payloads", () => positions(first).length === 3);
  const id = first.frames.find((frame) => frame.id?.endsWith(":2"))?.id ?? "";
  const again = await read(server, `consumer=bot&fence=${fence}`, id);
  expect((await readyOf(again)).fence).toBe(fence + 1);
  await until("the rest", () => positions(again).length === 1);
  expect(positions(again)).toEqual([3]);
  // To anybody else, an id says nothing: only what was acknowledged is done.
  again.close();
  await until("the name to be free", async () => (await consumersOf(server))[0]?.reading === false);
  const stranger = await read(server, "consumer=bot", id);
  await until("everything", () => positions(stranger).length === 3);
});

test("a lease lives on heartbeats", async () => {
  const clock = createManualClock(1_800_000_000_000);
  const server = await start(clock);
  const first = await read(server, "consumer=bot");
  await readyOf(first);
  for (let passed = 0; passed < 120_000; passed += 10_000) await clock.advance(10_000);
  expect((await read(server, "consumer=bot")).status).toBe(409);
  expect(first.frames.some(({ event }) => event === "heartbeat")).toBe(true);
});

test.each([
  ["an unknown consumer", { consumer: "nobody", id: "E:1" }, 404, "consumer_unknown"],
  ["an id of another history", { consumer: "bot", id: "other:1" }, 400, "body_invalid"],
  ["an id from the future", { consumer: "bot", id: "E:99" }, 400, "body_invalid"],
  ["no id", { consumer: "bot" }, 400, "body_invalid"],
  ["a strange name", { consumer: "../bot", id: "E:1" }, 400, "body_invalid"],
  ["a fence that is none", { consumer: "bot", id: "E:1", fence: "1" }, 400, "body_invalid"],
  ["no object", [], 400, "body_invalid"],
])("an acknowledgement with %s is refused", async (_, body, status, code) => {
  const server = await start();
  await click(server, 1);
  await readyOf(await read(server, "consumer=bot"));
  const text = JSON.stringify(body).replace("E:", `${server.store.epoch}:`);
  expect(await acknowledge(server, JSON.parse(text))).toMatchObject({ status, body: { code } });
});

test("a name is a name", async () => {
  const server = await start();
  for (const name of ["", "a b", "..", "x".repeat(65)]) {
    expect((await read(server, `consumer=${encodeURIComponent(name)}`)).status).toBe(400);
  }
});
