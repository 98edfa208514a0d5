import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../src/clock.ts";
import { ConnectorClient } from "../src/stream/connector-client.ts";
import type { ConnectorClientOptions } from "../src/stream/connector-options.ts";
import type { Disconnect } from "../src/stream/stream-handlers.ts";
import { actionsFrame, summaryFrame } from "./support/payloads.ts";
import { type ConnectionPlan, StreamServerDouble } from "./support/stream-server-double.ts";
import { waitUntil } from "./support/wait-until.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(plan?: (connection: number) => ConnectionPlan): Promise<StreamServerDouble> {
  const server = await StreamServerDouble.start(plan);
  closing.push(() => server.close());
  return server;
}

function connect(server: StreamServerDouble, options: Partial<ConnectorClientOptions> = {}): ConnectorClient {
  const client = new ConnectorClient({
    url: server.url,
    productId: "acme",
    secretKey: "sk_test",
    initialBackoffMs: 1,
    maxBackoffMs: 5,
    ...options,
  });
  closing.push(() => client.stop());
  return client;
}

/** Runs in the background; what it rejects with is returned. */
function inBackground(
  client: ConnectorClient,
): Promise<{ code?: string; message?: string; cause?: unknown } | undefined> {
  return client.run().then(
    () => undefined,
    (error) => error,
  );
}

const titles = (into: string[]) => (payload: { actions: readonly { title: string }[] }) => {
  into.push(...payload.actions.map(({ title }) => title));
};

describe("reading", () => {
  test("payloads reach their handlers, with the key and the product in the request", async () => {
    const server = await serve();
    const seen: string[] = [];
    const other: unknown[] = [];
    const client = connect(server, { onActions: titles(seen), onOther: (data) => other.push(data) });
    client.onSummary((payload) => seen.push(payload.summary));
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.write("event: heartbeat\ndata: \n\n");
    const trigger = { type: "usertour_trigger", product_id: "acme", flow_id: "f1", session_id: "s1" };
    server.append(actionsFrame("s1", "Clicked Export"), summaryFrame("s1", "Exports."), trigger);
    await waitUntil(() => other.length === 1);
    expect(seen).toEqual(["Clicked Export", "Exports."]);
    expect(other).toEqual([trigger]);
    expect(server.requests).toEqual([{ url: "/stream/acme", lastEventId: undefined, authorization: "Bearer sk_test" }]);
    expect(client.state).toBe("connected");
  });

  test("a removed handler is not called again, and handlers do not replace each other", async () => {
    const server = await serve();
    const [first, second]: [string[], string[]] = [[], []];
    const client = connect(server, { onActions: titles(first) });
    const remove = client.onActions(titles(second));
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.append(actionsFrame("s1", "one"));
    await waitUntil(() => second.length === 1);
    remove();
    server.append(actionsFrame("s1", "two"));
    await waitUntil(() => first.length === 2);
    expect(second).toEqual(["one"]);
  });

  test("the whole address of a stream works without a product id, and no key means no header", async () => {
    const server = await serve();
    const client = new ConnectorClient({ url: `${server.url}/stream/x?team=1` });
    closing.push(() => client.stop());
    void inBackground(client);
    await waitUntil(() => server.requests.length === 1);
    expect(server.requests[0]).toEqual({ url: "/stream/x?team=1", lastEventId: undefined, authorization: undefined });
  });

  test("frames that are not payloads are skipped and counted; the connection stays", async () => {
    const server = await serve();
    const seen: string[] = [];
    const client = connect(server, { onActions: titles(seen) });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.write(`data: []\n\ndata: 5\n\ndata: null\n\ndata: {"type":"actions","actions":[null]}\n\ndata: {oops\n\n`);
    server.append(actionsFrame("s1", "after"));
    await waitUntil(() => seen.length === 1);
    expect(client.stats).toMatchObject({ skipped: 5, received: 1, connects: 1 });
  });

  test("a handler that throws is reported, and the next payload is handled", async () => {
    const server = await serve();
    const errors: string[] = [];
    const seen: string[] = [];
    const client = connect(server, { onError: (error) => errors.push(error.code) });
    client.onActions(() => Promise.reject(new Error("mine")));
    client.onActions(titles(seen));
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.append(actionsFrame("s1", "one"), actionsFrame("s1", "two"));
    await waitUntil(() => seen.length === 2);
    expect(errors).toEqual(["handler_failed", "handler_failed"]);
    expect(client.stats.handlerErrors).toBe(2);
  });
});

describe("order and load", () => {
  test("a slow session delays itself only, and its payloads stay in order", async () => {
    const server = await serve();
    const seen: string[] = [];
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const client = connect(server, {
      async onActions(payload) {
        if (payload.actions[0]?.title === "slow-1") await blocked;
        seen.push(payload.actions[0]?.title ?? "");
      },
    });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.append(actionsFrame("slow", "slow-1"), actionsFrame("slow", "slow-2"));
    server.append(actionsFrame("quick", "quick-1"), actionsFrame("quick", "quick-2"));
    await waitUntil(() => seen.length === 2);
    expect(seen).toEqual(["quick-1", "quick-2"]);
    release();
    await waitUntil(() => seen.length === 4);
    expect(seen).toEqual(["quick-1", "quick-2", "slow-1", "slow-2"]);
  });

  test("the same session id in two products is two sessions", async () => {
    const server = await serve();
    const seen: string[] = [];
    const client = connect(server, {
      onActions: (payload) =>
        payload.productId === "acme" ? new Promise(() => {}) : void seen.push(payload.productId),
    });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.append(actionsFrame("s1", "one"), { ...actionsFrame("s1", "two"), product_id: "other" });
    await waitUntil(() => seen.length === 1);
    expect(seen).toEqual(["other"]);
  });

  test("a full queue holds the reading back; nothing is lost", async () => {
    const server = await serve();
    const seen: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const client = connect(server, {
      maxQueueSize: 3,
      concurrency: 1,
      async onActions(payload) {
        await gate;
        seen.push(payload.actions[0]?.title ?? "");
      },
    });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    const sent = Array.from({ length: 50 }, (_, at) => `t${at}`);
    server.append(...sent.map((title) => actionsFrame("s1", title)));
    await waitUntil(() => client.stats.pending === 3);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(client.stats).toMatchObject({ received: 3, pending: 3, dropped: 0 });
    release();
    await waitUntil(() => seen.length === 50);
    expect(seen).toEqual(sent);
  });

  test.each([
    ["drop-newest", ["t0", "t1"]],
    ["drop-oldest", ["t0", "t4"]],
  ] as const)("%s loses what it says, counts it and tells", async (overflow, kept) => {
    const server = await serve();
    const seen: string[] = [];
    const dropped: [string, number][] = [];
    const reasons: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const client = connect(server, {
      overflow,
      maxQueueSize: 2,
      async onActions(payload) {
        await gate;
        seen.push(payload.actions[0]?.title ?? "");
      },
      onDrop: (payload, total) =>
        dropped.push([payload.type === "actions" ? (payload.actions[0]?.title ?? "") : "", total]),
      onMetric: (metric) => metric.type === "event-dropped" && reasons.push(metric.reason),
    });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    server.append(...["t0", "t1", "t2", "t3", "t4"].map((title) => actionsFrame("s1", title)));
    await waitUntil(() => client.droppedCount === 3);
    release();
    await waitUntil(() => seen.length === 2);
    expect(seen).toEqual(kept);
    expect(dropped.map(([, total]) => total)).toEqual([1, 2, 3]);
    expect(reasons).toEqual(["queue_full", "queue_full", "queue_full"]);
  });
});

describe("for await", () => {
  test("payloads come in the order of arrival; leaving the loop stops the client", async () => {
    const server = await serve();
    const client = connect(server, { since: 0 });
    server.append(actionsFrame("a", "1"), actionsFrame("b", "2"), actionsFrame("a", "3"), summaryFrame("a", "4"));
    const seen: string[] = [];
    for await (const payload of client) {
      seen.push(payload.type === "actions" ? (payload.actions[0]?.title ?? "") : payload.summary);
      if (seen.length === 4) break;
    }
    expect(seen).toEqual(["1", "2", "3", "4"]);
    expect(client.state).toBe("stopped");
    await waitUntil(() => server.openCount === 0);
  });

  test("stop ends the loop", async () => {
    const server = await serve();
    const client = connect(server, { since: 0 });
    server.append(actionsFrame("a", "1"));
    const seen: unknown[] = [];
    for await (const payload of client) {
      seen.push(payload);
      void client.stop();
    }
    expect(seen).toHaveLength(1);
  });

  test("the error of a refused key is thrown out of the loop", async () => {
    const server = await serve(() => ({ status: 401 }));
    const loop = async () => {
      for await (const payload of connect(server)) throw new Error(`unexpected ${payload.type}`);
    };
    await expect(loop()).rejects.toMatchObject({ code: "stream_unauthorized" });
  });

  test("what was received before the end is yielded before the error", async () => {
    const server = await serve(() => ({ end: true }));
    server.append(actionsFrame("a", "1"), actionsFrame("a", "2"), actionsFrame("b", "3"));
    const seen: unknown[] = [];
    const loop = async () => {
      for await (const payload of connect(server, { since: 0, maxRetries: 0 })) seen.push(payload);
    };
    await expect(loop()).rejects.toMatchObject({ code: "stream_retries_exhausted" });
    expect(seen).toHaveLength(3);
  });
});

describe("refusals and retries", () => {
  test.each([
    [401, "stream_unauthorized"],
    [403, "stream_forbidden"],
    [404, "stream_not_found"],
  ])("%i fails at once with %s, and is never retried", async (status, code) => {
    const server = await serve(() => ({ status }));
    const connected: unknown[] = [];
    const client = connect(server, { onConnect: () => connected.push(1) });
    const error = await inBackground(client);
    expect(error?.code).toBe(code);
    expect(error?.message).not.toContain("sk_test");
    expect(server.requests).toHaveLength(1);
    expect(connected).toEqual([]);
    expect(client.state).toBe("failed");
  });

  test.each([
    ["a 503", { status: 503 }],
    ["a clean end", { end: true }],
    ["a clean end after a payload", { end: true, body: `data: ${JSON.stringify(actionsFrame("s", "t"))}\n\n` }],
    ["an answer that is no stream", { headers: { "content-type": "text/html" }, body: "<p>sign in</p>" }],
    ["an event without end", { body: `data: ${"x".repeat(2_000)}` }],
  ] as const)("%s counts against the limit", async (_, plan) => {
    const server = await serve(() => plan);
    const disconnects: Disconnect[] = [];
    const client = connect(server, {
      maxRetries: 2,
      maxEventChars: 1_000,
      onDisconnect: (disconnect) => disconnects.push(disconnect),
    });
    const error = await inBackground(client);
    expect(error?.code).toBe("stream_retries_exhausted");
    expect(server.requests).toHaveLength(3);
    expect(disconnects.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(disconnects.map(({ retryInMs }) => retryInMs === null)).toEqual([false, false, true]);
  });

  test("a connection that lasted begins the count anew", async () => {
    const server = await serve((connection) => (connection < 6 ? { end: true } : {}));
    // Every look at this clock finds ten more seconds gone, so every connection was a long one.
    let now = 0;
    const clock = { ...systemClock, now: () => (now += 10_000) };
    const attempts: number[] = [];
    const client = connect(server, { clock, maxRetries: 1, onDisconnect: ({ attempt }) => attempts.push(attempt) });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    expect(attempts).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("a server that cannot be reached is retried, then given up", async () => {
    const server = await serve();
    const client = connect(server, { maxRetries: 1 });
    await server.close();
    closing.splice(0, 1);
    const error = await inBackground(client);
    expect(error?.code).toBe("stream_retries_exhausted");
    expect(error?.cause).toBeInstanceOf(Error);
  });

  test("waits are drawn from a range that doubles, and the server's wishes are respected", async () => {
    const server = await serve((connection) =>
      connection === 3 ? { status: 503, headers: { "retry-after": "1" } } : { status: 503 },
    );
    const waits: (number | null)[] = [];
    const client = connect(server, {
      maxRetries: 6,
      initialBackoffMs: 2,
      maxBackoffMs: 10,
      random: () => 0.5,
      onDisconnect: ({ retryInMs }) => waits.push(retryInMs),
    });
    await inBackground(client);
    expect(waits).toEqual([1, 2, 4, 10, 5, 5, null]);
  });

  test("silence is noticed, and the client connects again", async () => {
    const server = await serve();
    const reasons: string[] = [];
    const client = connect(server, {
      heartbeatTimeoutMs: 40,
      onDisconnect: ({ reason }) => reasons.push(reason),
    });
    void inBackground(client);
    await waitUntil(() => server.requests.length >= 2);
    expect(reasons[0]).toBe("silent");
  });

  test("heartbeats keep a quiet connection", async () => {
    const server = await serve();
    const client = connect(server, { heartbeatTimeoutMs: 250 });
    void inBackground(client);
    await waitUntil(() => server.openCount === 1);
    for (let beat = 0; beat < 12; beat++) {
      server.write("event: heartbeat\ndata: \n\n");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(server.requests).toHaveLength(1);
  });
});

describe("stop", () => {
  /** A busy machine may be late once; a client that waits for something is late every time. */
  const timed = { retry: 2 };

  test.each(["idle", "in the middle of a frame"])(
    "takes less than 100 ms on a stream that is %s",
    timed,
    async (kind) => {
      const server = await serve();
      const client = connect(server);
      const failure = inBackground(client);
      await waitUntil(() => client.state === "connected" && server.openCount === 1);
      if (kind !== "idle") server.write(`id: e1:1\ndata: {"type":`);
      const began = performance.now();
      await client.stop();
      await failure;
      expect(performance.now() - began).toBeLessThan(100);
      expect(await failure).toBeUndefined();
      expect(client.state).toBe("stopped");
      await waitUntil(() => server.openCount === 0);
      await client.stop();
    },
  );

  test("takes less than 100 ms while the client waits to reconnect, and while its queue is full", timed, async () => {
    const refusing = await serve(() => ({ status: 503 }));
    const waiting = connect(refusing, { initialBackoffMs: 60_000, maxBackoffMs: 60_000, random: () => 0.9 });
    void inBackground(waiting);
    await waitUntil(() => waiting.state === "waiting");
    const server = await serve();
    const full = connect(server, { since: 0, maxQueueSize: 1, onActions: () => new Promise(() => {}) });
    server.append(actionsFrame("s1", "one"), actionsFrame("s1", "two"));
    void inBackground(full);
    await waitUntil(() => full.stats.pending === 1);
    const began = performance.now();
    await Promise.all([waiting.stop(), full.stop()]);
    expect(performance.now() - began).toBeLessThan(100);
  });

  test("with drainMs, what was received is handled first", async () => {
    const server = await serve();
    const seen: string[] = [];
    const client = connect(server, {
      since: 0,
      async onActions(payload) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        titles(seen)(payload);
      },
    });
    server.append(actionsFrame("s1", "one"), actionsFrame("s1", "two"));
    void inBackground(client);
    await waitUntil(() => client.stats.received === 2);
    await client.stop({ drainMs: 2_000 });
    expect(seen).toEqual(["one", "two"]);
    expect(client.cursor).toBe("e1:2");
  });

  test("a client runs once", async () => {
    const server = await serve();
    const client = connect(server);
    void inBackground(client);
    expect((await inBackground(client))?.code).toBe("client_already_started");
  });
});

describe("resuming", () => {
  test("a reconnect sends Last-Event-ID, and a restart continues from the cursor", async () => {
    const server = await serve();
    const seen: string[] = [];
    const cursors: string[] = [];
    const client = connect(server, { since: 0, onActions: titles(seen), onCursor: (cursor) => cursors.push(cursor) });
    void inBackground(client);
    server.append(actionsFrame("s1", "1"), actionsFrame("s2", "2"));
    await waitUntil(() => seen.length === 2);
    server.destroyAll();
    server.append(actionsFrame("s1", "3"));
    await waitUntil(() => seen.length === 3);
    await client.stop();
    expect(cursors.at(-1)).toBe("e1:3");
    server.append(actionsFrame("s1", "4"));
    const next = connect(server, { since: client.cursor ?? 0, onActions: titles(seen) });
    void inBackground(next);
    await waitUntil(() => seen.length === 4);
    expect(seen).toEqual(["1", "2", "3", "4"]);
    expect(server.requests.map(({ url, lastEventId }) => [url, lastEventId])).toEqual([
      ["/stream/acme?since=0", undefined],
      ["/stream/acme", "e1:2"],
      ["/stream/acme?since=e1%3A3", undefined],
    ]);
  });

  test("the cursor stays before the first payload that is not handled", async () => {
    const server = await serve();
    const client = connect(server, {
      since: 0,
      onActions: (payload) => (payload.sessionId === "stuck" ? new Promise(() => {}) : undefined),
    });
    server.append(actionsFrame("a", "1"), actionsFrame("stuck", "2"), actionsFrame("b", "3"));
    void inBackground(client);
    await waitUntil(() => client.stats.handled === 2);
    expect(client.cursor).toBe("e1:1");
  });

  test("a cursor too old for the server is told as a gap", async () => {
    const frame = `id: e2:8\ndata: ${JSON.stringify(actionsFrame("s1", "new"))}\n\n`;
    const server = await serve(() => ({ body: `event: reset\nid: e2:7\ndata: {}\n\n${frame}` }));
    const gaps: unknown[] = [];
    const seen: string[] = [];
    const client = connect(server, { since: "e1:3", onGap: (gap) => gaps.push(gap), onActions: titles(seen) });
    void inBackground(client);
    await waitUntil(() => seen.length === 1);
    expect(gaps).toEqual([{ lastEventId: "e1:3" }]);
    server.destroyAll();
    await waitUntil(() => server.requests.length === 2);
    expect(server.requests[1]?.lastEventId).toBe("e2:8");
  });
});

test.each([
  [{ url: "nonsense" }, "url"],
  [{ url: "ftp://x" }, "url"],
  [{ url: "http://x", productId: " " }, "productId"],
  [{ url: "http://x", maxQueueSize: 0 }, "maxQueueSize"],
  [{ url: "http://x", concurrency: 1.5 }, "concurrency"],
  [{ url: "http://x", maxRetries: -1 }, "maxRetries"],
  [{ url: "http://x", initialBackoffMs: 10, maxBackoffMs: 5 }, "maxBackoffMs"],
])("wrong options are named: %j", (options, path) => {
  expect(() => new ConnectorClient(options)).toThrow(expect.objectContaining({ code: "option_invalid", path }));
});
