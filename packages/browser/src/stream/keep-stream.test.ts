import { afterEach, expect, test, vi } from "vitest";
import { toOpenedStream } from "../transport/opened-stream.ts";
import { type KeptStream, keepStream } from "./keep-stream.ts";
import type { ServerEvent } from "./read-events.ts";

/** What a stream waits before it connects again when chance draws the shortest. */
const PAUSE_MS = 500;

const running: KeptStream[] = [];
afterEach(() => {
  for (const stream of running.splice(0)) stream.stop();
  vi.useRealTimers();
});

interface Connection {
  readonly lastEventId: string | undefined;
  write(text: string): void;
  end(): void;
}

function setUp(silenceMs = 1_000) {
  const connections: Connection[] = [];
  const events: ServerEvent[] = [];
  const stream = keepStream({
    async connect(lastEventId, signal) {
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(opened) {
          controller = opened;
        },
      });
      signal.addEventListener("abort", () => controller?.error(new Error("aborted")));
      connections.push({
        lastEventId,
        write: (text) => controller?.enqueue(new TextEncoder().encode(text)),
        end: () => controller?.close(),
      });
      return toOpenedStream(new Response(body), 0);
    },
    onEvent: (event) => events.push(event),
    silenceMs: () => silenceMs,
    random: () => 0,
  });
  running.push(stream);
  return { stream, connections, events };
}

test("resumes where it broke off, skipping what it cannot read", async () => {
  const { connections, events } = setUp();
  await vi.waitFor(() => expect(connections).toHaveLength(1));
  connections[0]?.write('event: offer\nid: e:7\ndata: {"a":1}\n\nevent: odd\ndata: {oops\n\nevent: hear');
  connections[0]?.write('tbeat\ndata: {"at":1}\n\n');
  await vi.waitFor(() => expect(events.map(({ event }) => event)).toEqual(["offer", "heartbeat"]));
  connections[0]?.end();
  await vi.waitFor(() => expect(connections).toHaveLength(2));
  expect(connections[1]?.lastEventId).toBe("e:7");
});

/** Timers go by hand; what is written to a stream still arrives by itself. */
function stopTheClock(): { pass(ms: number): Promise<void> } {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const arrived = () => new Promise((resolve) => setImmediate(resolve));
  return {
    async pass(ms) {
      await arrived();
      await vi.advanceTimersByTimeAsync(ms);
      await arrived();
    },
  };
}

test("a silent connection is given up; comments count as life", async () => {
  const clock = stopTheClock();
  const { connections } = setUp(1_000);
  for (let beat = 0; beat < 4; beat++) {
    await clock.pass(999);
    connections[0]?.write(": here\n\n");
  }
  await clock.pass(999);
  expect(connections).toHaveLength(1);
  await clock.pass(1);
  await clock.pass(PAUSE_MS);
  expect(connections).toHaveLength(2);
});

test("reopening takes no pause, and forgets the position only when asked to", async () => {
  const clock = stopTheClock();
  const { stream, connections, events } = setUp();
  await clock.pass(0);
  connections[0]?.write("event: a\nid: e:1\ndata: 1\n\n");
  await clock.pass(0);
  expect(events).toHaveLength(1);
  stream.reopen(false);
  await clock.pass(0);
  expect(connections).toHaveLength(2);
  expect(connections[1]?.lastEventId).toBe("e:1");
  stream.reopen(true);
  await clock.pass(0);
  expect(connections).toHaveLength(3);
  expect(connections[2]?.lastEventId).toBeUndefined();
});

test("where connecting is pointless nothing is tried until it is woken or reopened", async () => {
  let attempts = 0;
  const stream = keepStream({
    async connect() {
      attempts++;
      return undefined;
    },
    onEvent: () => {},
    silenceMs: () => 1_000,
    random: () => 0,
  });
  running.push(stream);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(attempts).toBe(1);
  stream.wake();
  await vi.waitFor(() => expect(attempts).toBe(2));
  stream.reopen(true);
  await vi.waitFor(() => expect(attempts).toBe(3));
});

test("stopped means stopped", async () => {
  const { stream, connections } = setUp();
  await vi.waitFor(() => expect(connections).toHaveLength(1));
  stream.stop();
  stream.stop();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(connections).toHaveLength(1);
});
