import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openRig, PRODUCT, type Rig } from "./support/rig.ts";
import { type Answer, openSink, type Sink, status } from "./support/sink.ts";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function facing(answer: Answer): Promise<{ sink: Sink; rig: Rig; id: string }> {
  const sink = await openSink(answer);
  opened.push(sink);
  const rig = await openRig({ allow: [sink.origin], random: () => 0.5 });
  opened.push(rig);
  const { endpoint } = await rig.webhooks.endpoints.create(PRODUCT, sink.url);
  return { sink, rig, id: endpoint.endpointId };
}

/** What became of one delivery, and when it is tried again, seconds from now. */
async function fateOf(rig: Rig): Promise<{ status: string; waitS: number | null; lastFailure: string | null }> {
  await rig.webhooks.idle();
  const [delivery] = await rig.deliveries();
  if (delivery === undefined) throw new Error("nothing was queued");
  const { status: state, nextAttemptAt, lastFailure } = delivery;
  return {
    status: state,
    waitS: nextAttemptAt === null ? null : (nextAttemptAt - rig.clock.now()) / 1_000,
    lastFailure,
  };
}

describe("an answer that is no success", () => {
  test.each([
    ["500", status(500), 5, "HTTP 500"],
    ["503 with Retry-After", status(503, { "retry-after": "8" }), 8, "HTTP 503"],
    ["429", status(429), 60, "HTTP 429"],
    ["429, seconds", status(429, { "retry-after": "90" }), 90, "HTTP 429"],
    ["429, a fraction", status(429, { "retry-after": "75.5" }), 75.5, "HTTP 429"],
    ["429, in thirty years", status(429, { "retry-after": "1000000000" }), 120, "HTTP 429"],
    ["429, a date long past", status(429, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }), 60, "HTTP 429"],
    ["429, a date far off", status(429, { "retry-after": "Fri, 01 Jan 2038 00:00:00 GMT" }), 120, "HTTP 429"],
    ["429, gibberish", status(429, { "retry-after": "-1, never; <b>" }), 60, "HTTP 429"],
    ["404", status(404), 5, "HTTP 404"],
    ["an unknown status", status(799), 5, "HTTP 799"],
  ])("%s", async (_, answer, waitS, lastFailure) => {
    const { rig } = await facing(answer);
    await rig.tell("s1");
    expect(await fateOf(rig)).toEqual({ status: "pending", waitS, lastFailure });
  });
});

test("404 three times over ten minutes is the end of the delivery, not of the endpoint", async () => {
  const { rig, id, sink } = await facing(status(404));
  await rig.tell("s1");
  await rig.webhooks.idle();
  while (await rig.toNext(id)) expect(sink.received.length).toBeLessThan(5);
  expect(sink.received).toHaveLength(4);
  expect(await rig.deliveries("dead")).toHaveLength(1);
  expect(rig.webhooks.find(PRODUCT, id)).toMatchObject({ status: "enabled" });
});

test("410 ends the delivery and disables the endpoint", async () => {
  const { rig, id, sink } = await facing(status(410));
  await rig.tell("s1");
  await rig.webhooks.idle();
  expect(await rig.deliveries("dead")).toHaveLength(1);
  expect(rig.webhooks.find(PRODUCT, id)).toMatchObject({ status: "disabled", disabledReason: "HTTP 410" });
  await rig.tell("s1");
  await rig.webhooks.idle();
  expect(sink.received).toHaveLength(1);
});

test.each([301, 302, 303, 307, 308])("%i is a failure, and nobody goes where it points", async (code) => {
  const target = await openSink(status(200));
  opened.push(target);
  const { rig } = await facing(status(code, { location: target.url }));
  await rig.tell("s1");
  expect(await fateOf(rig)).toMatchObject({ status: "pending", waitS: 5, lastFailure: `HTTP ${code}` });
  expect(target.connectionCount).toBe(0);
});

test("no answer: after 15 s, and again a minute later", async () => {
  const { rig, sink } = await facing(() => {});
  await rig.tell("s1");
  await sink.until(1);
  await rig.clock.advance(15_000);
  expect(await fateOf(rig)).toEqual({ status: "pending", waitS: 60, lastFailure: "timed out after 15 s" });
});

test("an answer that drips: 15 s in all, however many drops", async () => {
  const { rig, sink } = await facing((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("."), 5);
    response.on("close", () => clearInterval(timer));
  });
  await rig.tell("s1");
  await sink.until(1);
  await rig.clock.advance(14_999);
  expect((await rig.deliveries())[0]?.attempts).toBe(0);
  await rig.clock.advance(1);
  expect(await fateOf(rig)).toMatchObject({ waitS: 60, lastFailure: "timed out after 15 s" });
});

test("a connection that is never accepted: 5 s", async () => {
  // What listens nowhere public cannot be relied on here, so a resolver that never answers stands for it.
  const rig = await openRig({ resolve: () => new Promise(() => {}) });
  opened.push(rig);
  await rig.webhooks.endpoints.create(PRODUCT, "https://hooks.example.com/usher");
  const position = await rig.tell("s1");
  expect(position).toBe(1);
  while ((await rig.deliveries()).length === 0) await new Promise((resolve) => setImmediate(resolve));
  await rig.clock.advance(5_000);
  expect(await fateOf(rig)).toEqual({ status: "pending", waitS: 60, lastFailure: "no connection within 5 s" });
});

test("reset before the answer, and in the middle of it", async () => {
  const { rig, sink, id } = await facing((_, response) => response.destroy());
  await rig.tell("s1");
  expect(await fateOf(rig)).toMatchObject({ status: "pending", waitS: 5, lastFailure: "no answer (ECONNRESET)" });
  sink.answer((_, response) => {
    response.writeHead(200, { "content-length": "1000" }).write("half of");
    setTimeout(() => response.destroy(), 20);
  });
  await rig.toNext(id);
  expect(await fateOf(rig)).toMatchObject({ status: "pending", lastFailure: "the answer broke off" });
  sink.answer(status(200));
  await rig.toNext(id);
  expect(await fateOf(rig)).toMatchObject({ status: "delivered" });
});

test("an answer without end: it counts, and is not read", async () => {
  let written = 0;
  const { rig } = await facing((_, response) => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && written < 1_000_000_000) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", pour);
      }
    };
    pour();
  });
  await rig.tell("s1");
  expect(await fateOf(rig)).toMatchObject({ status: "delivered" });
  // What the sockets' buffers hold, and no more.
  expect(written).toBeLessThan(20_000_000);
});

test.each([
  ["headers of a megabyte", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(1_000_000)}\r\n\r\n`],
  ["no HTTP", "220 mail.example.com ESMTP\r\n"],
  ["an upgrade", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"],
  ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!"],
  ["nothing at all", ""],
])("%s is a failure that is tried again", async (_, text) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => socket.end(text));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rig = await openRig({ allow: [origin], random: () => 0.5 });
  opened.push(rig);
  await rig.webhooks.endpoints.create(PRODUCT, `${origin}/`);
  await rig.tell("s1");
  const fate = await fateOf(rig);
  expect(fate).toMatchObject({ status: "pending", waitS: 5 });
  // Our words or Node's code; never what the other side wrote.
  expect(fate.lastFailure).toMatch(/^(no answer \([A-Z_]+\)|the answer (broke off|was an upgrade))$/);
});

test("https with a certificate nobody vouches for: nothing is sent", async () => {
  const sink = await openSink(status(200));
  opened.push(sink);
  const secure = sink.origin.replace("http:", "https:");
  const rig = await openRig({ allow: [secure] });
  opened.push(rig);
  await rig.webhooks.endpoints.create(PRODUCT, `${secure}/`);
  await rig.tell("s1");
  expect(await fateOf(rig)).toMatchObject({ status: "pending" });
  expect(sink.received).toEqual([]);
});

test("a test says what came of it, and queues nothing", async () => {
  const { rig, sink, id } = await facing(status(200));
  expect(await rig.webhooks.endpoints.test(PRODUCT, id)).toEqual({
    isDelivered: true,
    status: 200,
    failure: null,
    durationMs: 0,
  });
  expect(JSON.parse(sink.received[0]?.body ?? "")).toMatchObject({ type: "test", product_id: PRODUCT });
  sink.answer(status(302, { location: "http://169.254.169.254/" }));
  expect(await rig.webhooks.endpoints.test(PRODUCT, id)).toMatchObject({ isDelivered: false, failure: "HTTP 302" });
  expect(await rig.deliveries()).toEqual([]);
});
