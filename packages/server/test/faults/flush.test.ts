import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openEmbeddedStore } from "../../src/adapters/sql/open-embedded.ts";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { createRandom } from "./support/random.ts";
import type { Flaw } from "./support/serve-options.ts";
import { canTrace, readTrace, type TraceFindings, tracer } from "./support/trace.ts";
import { createWriter } from "./support/writer.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

/** Acknowledged events per page. */
const EVENTS_PER_PAGE = 250;

async function traceServer(flaw?: Flaw): Promise<TraceFindings> {
  const dir = bench.createDir();
  const trace = join(dir, "trace.txt");
  const server = await bench.start({ dir, ...(flaw === undefined ? {} : { flaw }) }, { under: tracer(trace) });
  const writers = Array.from({ length: 4 }, (_, index) => createWriter(`writer-${index}`, createRandom(index)));
  await Promise.all(
    writers.map((writer) => writer.write(server.url, () => writer.acknowledged.size >= EVENTS_PER_PAGE)),
  );
  await server.stop();
  return readTrace(trace);
}

test("the store's connection flushes every commit of its write-ahead log", async () => {
  const exec = vi.spyOn(Database.prototype, "exec");
  const store = await openEmbeddedStore({ dir: bench.createDir() });
  const databases = new Set(exec.mock.contexts as Database.Database[]);
  exec.mockRestore();
  expect(databases.size).toBe(1);
  for (const database of databases) {
    expect(database.prepare("pragma synchronous").get()).toMatchObject({ synchronous: 2 });
    expect(database.prepare("pragma journal_mode").get()).toMatchObject({ journal_mode: "wal" });
  }
  await store.close();
});

// Where system calls cannot be traced, the settings above are what vouches for the order.
if (canTrace()) {
  describe("traced", () => {
    test("no acknowledgement leaves before what it acknowledges is flushed to the disk", async () => {
      const { acknowledgements, unflushed, flushes } = await traceServer();
      process.stdout.write(`flush: ${acknowledgements} acknowledgements, ${flushes} flushes\n`);
      expect(acknowledgements).toBeGreaterThanOrEqual((4 * EVENTS_PER_PAGE) / 5);
      expect(unflushed).toBe(0);
      expect(flushes).toBeGreaterThan(10);
    });

    test("the same trace finds a server out that commits without flushing", async () => {
      const { acknowledgements, unflushed } = await traceServer("no-flush");
      expect(unflushed).toBeGreaterThan(acknowledgements / 2);
    });
  });
} else {
  process.stdout.write("flush: strace is missing or not permitted; checked by the database's settings only\n");
}
