import { setTimeout as wait } from "node:timers/promises";
import type { ActionsPayload } from "@usher/core/documented";
import { ConnectorClient, type ConnectorClientOptions } from "@usher/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { SECRET_KEY } from "../support/sample-config.ts";
import { until } from "../support/until.ts";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { createRandom } from "./support/random.ts";
import type { UsherProcess } from "./support/usher-process.ts";
import { createWriter } from "./support/writer.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

const clients: ConnectorClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.stop())));

function connect(url: string, options: Partial<ConnectorClientOptions> = {}): ConnectorClient {
  const quick = { initialBackoffMs: 50, maxBackoffMs: 300 };
  const client = new ConnectorClient({ url, productId: "projects", secretKey: SECRET_KEY, ...quick, ...options });
  clients.push(client);
  return client;
}

/** Ids of the events that were handled, by session, in the order in which they were. */
function ledger() {
  const handled: string[] = [];
  const next = new Map<string, number>();
  let outOfOrder = 0;
  return {
    handled,
    outOfOrder: () => outOfOrder,
    onActions({ sessionId, actions }: ActionsPayload): void {
      for (const { index, title } of actions) {
        handled.push(`${sessionId}/${index}/${title}`);
        if (index !== (next.get(sessionId ?? "") ?? 0)) outOfOrder++;
        next.set(sessionId ?? "", index + 1);
      }
    },
  };
}

/** The port of a killed server, so that its successor can be found where it was. */
const portOf = ({ url }: UsherProcess): number => Number(new URL(url).port);

async function write(server: UsherProcess, name: string, events: number): Promise<void> {
  const writer = createWriter(name, createRandom(7));
  await writer.write(server.url, () => writer.acknowledged.size >= events);
}

test("a wrong key and a wrong product end the client at once, and say what to do", async () => {
  const server = await bench.start({ dir: bench.createDir() });
  await expect(connect(server.url, { secretKey: "sk_wrong" }).run()).rejects.toMatchObject({
    code: "stream_unauthorized",
  });
  await expect(connect(server.url, { secretKey: "" }).run()).rejects.toMatchObject({ code: "stream_unauthorized" });
  await expect(connect(server.url, { productId: "other" }).run()).rejects.toMatchObject({ code: "stream_not_found" });
  await server.kill();
});

test("servers killed and started again under load: every stored event is handled once, in order", async () => {
  const dir = bench.createDir();
  let server = await bench.start({ dir });
  const port = portOf(server);
  const { handled, onActions, outOfOrder } = ledger();
  const client = connect(server.url, { since: 0, onActions });
  const running = client.run();
  const writers = Array.from({ length: 4 }, (_, index) => createWriter(`writer-${index}`, createRandom(index)));
  for (let round = 0; round < 4; round++) {
    const lost = Promise.all(writers.map((writer) => writer.write(server.url)));
    await Promise.race([lost, wait(400)]);
    await server.kill();
    await lost;
    server = await bench.start({ dir, port });
  }
  await Promise.all(writers.map((writer) => writer.write(server.url, () => true)));
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0);
  await until("everything to be handled", () => handled.length >= acknowledged);
  // Time for what must not come.
  await wait(200);
  expect([handled.length, new Set(handled).size, outOfOrder()]).toEqual([acknowledged, acknowledged, 0]);
  expect(client.stats).toMatchObject({ dropped: 0, skipped: 0, handlerErrors: 0 });
  expect(client.stats.connects).toBeGreaterThan(1);
  await client.stop();
  await running;
  await server.kill();
}, 120_000);

test("a named consumer goes on where its last process was done, also after the server was killed", async () => {
  const dir = bench.createDir();
  let server = await bench.start({ dir });
  const port = portOf(server);
  const first = ledger();
  const client = connect(server.url, { consumer: "bot", since: 0, onActions: first.onActions });
  const running = client.run();
  await write(server, "one", 300);
  await until("the first part", () => first.handled.length >= 300);
  const { length: handled } = first.handled;
  await server.kill();
  server = await bench.start({ dir, port });
  await until("the client to be back", () => client.stats.connects === 2);
  // What arrives proves that the server's greeting, with this reader's new fence, has arrived as well.
  await write(server, "back", 1);
  await until("the event after the kill", () => first.handled.length > handled);
  // Stopping acknowledges what is done.
  await client.stop();
  await running;
  await write(server, "two", 100);

  const second = ledger();
  const next = connect(server.url, { consumer: "bot", since: 0, onActions: second.onActions });
  void next.run();
  await until("the second part", () => second.handled.length >= 100);
  const repeated = second.handled.filter((one) => first.handled.includes(one));
  expect([repeated, handled >= 300]).toEqual([[], true]);
  await server.kill();
}, 120_000);

test("of two clients with one name one reads; when it is gone the other goes on", async () => {
  const server = await bench.start({ dir: bench.createDir() });
  const [first, second] = [ledger(), ledger()];
  const one = connect(server.url, { consumer: "bot", since: 0, onActions: first.onActions });
  void one.run();
  await until("the first to read", () => one.state === "connected");
  const two = connect(server.url, { consumer: "bot", onActions: second.onActions });
  void two.run();
  await write(server, "before", 50);
  await until("the first part", () => first.handled.length >= 50);
  expect(second.handled).toEqual([]);
  await one.stop();
  await until("the second to read", () => two.state === "connected");
  await write(server, "after", 50);
  await until("the second part", () => second.handled.length >= 50);
  expect(second.handled.filter((each) => first.handled.includes(each))).toEqual([]);
  await server.kill();
}, 120_000);

test("a client whose name was taken over stands by, and does not take it back", async () => {
  const server = await bench.start({ dir: bench.createDir() });
  const [first, second] = [ledger(), ledger()];
  const one = connect(server.url, { consumer: "bot", since: 0, takeover: true, onActions: first.onActions });
  void one.run();
  await until("the first to read", () => one.state === "connected");
  const two = connect(server.url, { consumer: "bot", takeover: true, onActions: second.onActions });
  void two.run();
  await until("the second to read", () => two.state === "connected");
  await write(server, "after", 60);
  await until("the events", () => second.handled.length >= 60);
  expect(first.handled).toEqual([]);
  expect(one.state).not.toBe("connected");
  await server.kill();
}, 120_000);
