import { setTimeout as wait } from "node:timers/promises";
import { samplePath } from "@usher/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { readDatabase } from "./support/read-database.ts";
import { readMemories } from "./support/read-memories.ts";
import { createReturner, type Returner } from "./support/returner.ts";
import { until } from "./support/until.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

const ROUNDS = 12;
/** Deeds answered before a kill, at least: a slow machine must not kill a server that has done nothing. */
const DEEDS = 9;

test("killed again and again while sessions are folded: memory is what the stored actions make of it, byte for byte", async () => {
  const random = createRandom(chooseSeed("memory"));
  const dir = bench.createDir();
  const returners = Array.from({ length: 6 }, (_, index) => createReturner(`returner-${index}`, random));
  for (let round = 0; round < ROUNDS; round++) {
    const server = await bench.start({ dir });
    const before = deedsOf(returners);
    const lost = Promise.all(returners.map((returner) => returner.visit(server.url)));
    await Promise.race([lost, until("something to lose", () => deedsOf(returners) >= before + DEEDS || undefined)]);
    await Promise.race([lost, wait(random() * 100)]);
    await server.kill();
    await lost;
  }
  const last = await bench.start({ dir });
  await Promise.all(returners.map((returner) => returner.visit(last.url, () => true)));
  await last.kill();

  const visits = returners.flatMap((returner) => returner.visits);
  const { stored, rebuilt, behind, sessionCount } = readMemories(dir, [samplePath]);
  expect(readDatabase(dir).integrity).toBe("ok");
  expect(behind).toEqual([]);
  expect([...stored.keys()].sort()).toEqual([...new Set(visits.map(({ userId }) => `claimed:${userId}`))].sort());
  expect(stored).toEqual(rebuilt);
  expect(sessionCount).toBe(visits.length);

  // Otherwise the test has not tested anything.
  expect(visits.length).toBeGreaterThan(ROUNDS);
  expect([...stored.values()].some((body) => body.includes('"isDone":true'))).toBe(true);
  process.stdout.write(`memory: ${visits.length} sessions of ${stored.size} people, ${ROUNDS} kills\n`);
}, 240_000);

function deedsOf(returners: readonly Returner[]): number {
  return returners.reduce((sum, { deedCount }) => sum + deedCount, 0);
}
