import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import { systemClock } from "../src/adapters/system-clock.ts";
import { createProductHub, type ProductHub } from "../src/streams/product-hub.ts";
import { createRandom } from "./faults/support/random.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { openReader, type ReadFrame, type StreamReader } from "./support/stream-reader.ts";
import { until } from "./support/until.ts";

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(flawed: boolean): Promise<TestServer> {
  const config = sampleConfig({ secretKeys: [SECRET_KEY] }, { streams: { maxPerKey: 2_000 } });
  const store = await openEmbeddedStore({ memory: true });
  const clock = systemClock();
  const hub = createProductHub({ clock, epoch: store.epoch, heartbeatMs: 15_000 });
  const server = await startTestServer(config, { store, clock, productHub: flawed ? subscribeLate(hub) : hub });
  stops.push(() => server.stop());
  return server;
}

/** Wrong on purpose: reads the log first and listens afterwards. What is committed in between is nobody's. */
function subscribeLate(hub: ProductHub): ProductHub {
  let latest = 0;
  return {
    ...hub,
    publish(entry) {
      latest = entry.position;
      hub.publish(entry);
    },
    subscribe(subscription) {
      return {
        release() {
          setTimeout(() => hub.subscribe(subscription).release(latest), 3);
          return true;
        },
      };
    },
  };
}

interface Seen {
  readonly position: number;
  readonly sessionId: string;
  readonly indexes: readonly number[];
}

function seenIn({ id, event, data }: ReadFrame): Seen | undefined {
  if (event !== undefined) return undefined;
  const { session_id: sessionId, actions = [] } = JSON.parse(data) as {
    session_id: string;
    actions?: { index: number }[];
  };
  return { position: Number(id?.split(":")[1]), sessionId, indexes: actions.map(({ index }) => index) };
}

interface Verdict {
  readonly missed: number;
  readonly repeated: number;
  readonly outOfOrder: number;
}

/** What one reader got, against everything there was. */
function judge(seen: readonly Seen[], head: number): Verdict {
  const counts = new Map<number, number>();
  const next = new Map<string, number>();
  let outOfOrder = 0;
  for (const { position, sessionId, indexes } of seen) {
    counts.set(position, (counts.get(position) ?? 0) + 1);
    for (const index of indexes) {
      if (index !== (next.get(sessionId) ?? 0)) outOfOrder++;
      next.set(sessionId, index + 1);
    }
  }
  return { missed: head - counts.size, repeated: seen.length - counts.size, outOfOrder };
}

/** Reads to the end with connections that are cut at random moments, resuming by id. */
async function readCut(server: TestServer, random: () => number, isOver: (position: number) => boolean) {
  const seen: Seen[] = [];
  let lastEventId: string | undefined;
  let cuts = 0;
  for (let over = false; !over; ) {
    const cutAfter = 1 + Math.floor(random() * 40);
    const url = `${server.url}/stream/projects${lastEventId === undefined ? "?since=0" : ""}`;
    let reader: StreamReader | undefined;
    let frames = 0;
    const take = (frame: ReadFrame): void => {
      // What comes after the cut was decided on was never received.
      if (frames >= cutAfter) return;
      if (frame.id !== undefined) lastEventId = frame.id;
      const one = seenIn(frame);
      if (one === undefined) return;
      seen.push(one);
      if (++frames >= cutAfter || isOver(one.position)) reader?.close();
    };
    reader = await openReader({ url, key: SECRET_KEY, lastEventId }, take);
    if (frames >= cutAfter) reader.close();
    const idle = setInterval(() => {
      if (isOver(seen.at(-1)?.position ?? 0)) reader?.close();
    }, 20);
    await reader.ended;
    clearInterval(idle);
    cuts++;
    over = isOver(seen.at(-1)?.position ?? 0);
  }
  return { seen, cuts };
}

async function writeAndRead(
  flawed: boolean,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly cuts: number }> {
  const server = await start(flawed);
  const random = createRandom(4);
  let head = Number.POSITIVE_INFINITY;
  // A flawed server may never show the end: patience ends, too.
  const giveUpAt = performance.now() + (flawed ? 3_000 : 25_000);
  const isOver = (position: number): boolean => position >= head || performance.now() > giveUpAt;
  const reading = Array.from({ length: 16 }, () => readCut(server, random, isOver));
  await Promise.all(
    Array.from({ length: 16 }, async (_, writer) => {
      const page = await server.page();
      for (let batch = 0; batch < 25; batch++) {
        const size = 1 + Math.floor(random() * 4);
        const events = Array.from({ length: size }, (_, number) => ({
          at: Date.now(),
          element: { role: "button", label: `Writer ${writer} ${number}` },
        }));
        await page.capture(...events);
      }
    }),
  );
  head = await server.store.stream.head("projects");
  const done = await Promise.all(reading);
  return {
    verdicts: done.map(({ seen }) => judge(seen, head)),
    cuts: done.reduce((sum, { cuts }) => sum + cuts, 0),
  };
}

test("16 writers, 16 readers cut and resumed at random: nothing missed, repeated or out of order", async () => {
  const { verdicts, cuts } = await writeAndRead(false);
  expect(verdicts).toEqual(Array(16).fill({ missed: 0, repeated: 0, outOfOrder: 0 }));
  expect(cuts).toBeGreaterThan(16 * 5);
});

test("the same check finds a server that listens only after it has read", async () => {
  const { verdicts } = await writeAndRead(true);
  expect(verdicts.reduce((sum, { missed }) => sum + missed, 0)).toBeGreaterThan(0);
});

/** A socket in the file system: its buffers are small, so that a reader that stalls is noticed after little data. */
async function listenOnSocket(server: TestServer): Promise<string> {
  const path = join(tmpdir(), `usher-${randomUUID()}.sock`);
  const listening = createAdaptorServer({ fetch: server.app.fetch, createServer }) as Server;
  await new Promise<void>((resolve) => listening.listen(path, resolve));
  stops.push(async () => {
    listening.closeAllConnections();
    await new Promise((resolve) => listening.close(resolve));
    rmSync(path, { force: true });
  });
  return path;
}

test("1,000 subscribers, 50 of them stalled: the others get everything, the stalled are cut and resume", async () => {
  const [subscribers, stalledCount, entries] = [1_000, 50, 700];
  const server = await start(false);
  const socketPath = await listenOnSocket(server);
  const url = "http://127.0.0.1/stream/projects";
  const open = async (from?: string) => {
    const seen: number[] = [];
    const control: string[] = [];
    let lastEventId = from;
    const take = ({ id, event }: ReadFrame): void => {
      lastEventId = id ?? lastEventId;
      if (event !== undefined) control.push(event);
      else seen.push(Number(id?.split(":")[1]));
    };
    const reader = await openReader({ url, key: SECRET_KEY, socketPath, lastEventId, keepFrames: false }, take);
    return { reader, seen, control, lastEventId: () => lastEventId };
  };
  const page = await server.page();
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  // A few at a time: a socket accepts no more at once than its backlog.
  while (opened.length < subscribers) opened.push(...(await Promise.all(Array.from({ length: 50 }, () => open()))));
  const [healthy, stalled] = [opened.slice(stalledCount), opened.slice(0, stalledCount)];
  await until("everybody to be subscribed", () => server.productHub.subscriberCount === subscribers);
  for (const { reader } of stalled) reader.pause();

  const at = Date.now();
  const summary = "x".repeat(1_000);
  const session = { productId: "projects", sessionId: page.session.session_id };
  for (let sent = 0; sent < entries; sent += 10) {
    const together = Array.from({ length: 10 }, () =>
      server.engine.appendSummary({ ...session, at, summary, replaces: 1 }),
    );
    await Promise.all(together);
    // At the pace of those who read.
    await until("the healthy readers", () => healthy.every(({ seen }) => seen.length >= sent + 10));
  }
  const everything = Array.from({ length: entries }, (_, index) => index + 1);
  expect(healthy.every(({ seen }) => seen.join() === everything.join())).toBe(true);
  expect(healthy.flatMap(({ control }) => control).every((event) => event === "heartbeat")).toBe(true);
  await until("the stalled to be cut", () => server.productHub.subscriberCount === subscribers - stalledCount);
  expect(server.productHub.queuedBytes).toBe(0);

  for (const one of stalled) {
    one.reader.resume();
    await one.reader.ended;
    expect(one.seen.length).toBeLessThan(entries);
    const again = await open(one.lastEventId());
    await until("the rest", () => one.seen.length + again.seen.length >= entries);
    expect([...one.seen, ...again.seen]).toEqual(everything);
    again.reader.close();
  }
  for (const { reader } of healthy) reader.close();
}, 120_000);
