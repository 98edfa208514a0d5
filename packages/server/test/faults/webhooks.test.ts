import { afterAll, beforeAll, expect, test } from "vitest";
import { createPageClient } from "../support/page-client.ts";
import { openSink, status } from "../webhooks/support/sink.ts";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { until } from "./support/until.ts";

const ROUNDS = 8;
const PAGES = 4;
const SECRET = "a-secret-of-this-test-long-enough";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

/** Captures one event after the other until the server is gone; counts those it acknowledged, by session. */
async function write(url: string, acknowledged: Map<string, number>): Promise<void> {
  const page = createPageClient(url);
  try {
    const { session_id: sessionId } = await page.start();
    for (;;) {
      await page.capture({ type: "page_view" });
      acknowledged.set(sessionId, (acknowledged.get(sessionId) ?? 0) + 1);
    }
  } catch {
    // Killed.
  }
}

test("killed eight times while it delivers: every acknowledged action arrives, twice only under the same id", async () => {
  const sink = await openSink(status(200));
  const dir = bench.createDir();
  const acknowledged = new Map<string, number>();
  const options = { dir, webhook: { url: sink.url, secret: SECRET } };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const server = await bench.start(options);
      const writing = Array.from({ length: PAGES }, () => write(server.url, acknowledged));
      // A different moment each time, measured by what has arrived.
      await sink.until(sink.received.length + 15 + 7 * round);
      await server.kill();
      await Promise.all(writing);
    }
    const server = await bench.start(options);

    /** Under which ids each action arrived. */
    const arrivals = (): Map<string, Set<string>> => {
      const idsByAction = new Map<string, Set<string>>();
      for (const { id, sessionId, body } of sink.received) {
        for (const { index } of (JSON.parse(body) as { actions: readonly { index: number }[] }).actions) {
          const key = `${sessionId} ${index}`;
          idsByAction.set(key, (idsByAction.get(key) ?? new Set()).add(id));
        }
      }
      return idsByAction;
    };
    const expected = [...acknowledged].flatMap(([session, count]) =>
      Array.from({ length: count }, (_, index) => `${session} ${index}`),
    );
    await until("every acknowledged action to arrive", () => {
      const arrived = arrivals();
      return expected.every((key) => arrived.has(key)) || undefined;
    });
    await server.stop();

    expect([...arrivals().values()].filter((ids) => ids.size > 1)).toEqual([]);
    const repeated = sink.received.length - new Set(sink.received.map(({ id }) => id)).size;
    // What was under way at a kill, and nothing else.
    expect(repeated).toBeLessThanOrEqual(4 * ROUNDS);
    // Otherwise the test has not tested anything.
    expect(expected.length).toBeGreaterThan(200);
    process.stdout.write(
      `webhooks: ${expected.length} actions acknowledged, ${sink.received.length} deliveries, ${repeated} of them repeated\n`,
    );
  } finally {
    await sink.close();
  }
}, 120_000);
