import { afterAll, beforeAll, expect, test } from "vitest";
import { acknowledgedIds, runCrashLoop } from "./support/crash-loop.ts";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { chooseSeed } from "./support/random.ts";
import { type DatabaseContents, readDatabase } from "./support/read-database.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

const seed = chooseSeed("crash");

test("killed forty times while pages write: nothing acknowledged is lost, nothing is stored, streamed or offered twice", async () => {
  const dir = bench.createDir();
  const report = await runCrashLoop(bench, { dir, seed, rounds: 40, writers: 6, storytellers: 4 });
  const contents = readDatabase(dir);
  const { offers, frames, integrity } = contents;
  const eventIds = contents.events.map(({ id }) => id);
  expect(integrity).toBe("ok");
  expectStreamOf(contents);

  const stored = new Set(eventIds);
  expect(acknowledgedIds(report).filter((id) => !stored.has(id))).toEqual([]);
  expect(eventIds).toHaveLength(stored.size);
  const stories = report.storytellers.flatMap(({ told }) => told);
  const sent = new Set([
    ...report.writers.flatMap((writer) => [...writer.sent]),
    ...stories.flatMap(({ saves }) => saves.map(({ id }) => id)),
  ]);
  expect(sent).toEqual(stored);

  for (const { session, offerIds, frameIds } of stories) {
    const { session_id: sessionId } = session;
    const own = offers.filter((offer) => offer.sessionId === sessionId);
    expect(own, `offers of ${sessionId}`).toEqual([{ id: [...offerIds].join(), sessionId, status: "accepted" }]);
    const published = frames.filter((frame) => frame.sessionId === sessionId);
    expect(published.map(({ event }) => event)).toEqual(["offer", "withdraw"]);
    // Over all its connections the page got every frame once, in order.
    expect(frameIds.map((id) => Number(id.split(":")[1]))).toEqual(published.map(({ position }) => position));
  }
  expect(new Set(stories.flatMap(({ frameIds }) => frameIds.map((id) => id.split(":")[0]))).size).toBe(1);

  // Otherwise the test has not tested anything.
  expect(acknowledgedIds(report).length).toBeGreaterThan(300);
  expect(stories.filter(({ connectionCount }) => connectionCount > 1).length).toBeGreaterThan(0);
  const repeated = report.writers.reduce((sum, writer) => sum + writer.repeatedCount, 0);
  process.stdout.write(
    `crash: ${acknowledgedIds(report).length} events acknowledged, ${repeated} of them repeated after a kill; ` +
      `${contents.head} entries in the stream; ` +
      `${stories.length} offers, ${stories.filter((story) => story.connectionCount > 1).length} across a kill; ` +
      `slowest restart ${Math.max(...report.restartsMs).toFixed(0)} ms\n`,
  );
}, 120_000);

test("the same load finds a server out that acknowledges before it writes", async () => {
  const dir = bench.createDir();
  const loop = { dir, seed, rounds: 5, writers: 6, storytellers: 0 };
  const report = await runCrashLoop(bench, { ...loop, flaw: "early-acknowledgement" });
  const stored = new Set(readDatabase(dir).events.map(({ id }) => id));
  const lost = acknowledgedIds(report).filter((id) => !stored.has(id));
  expect(lost.length).toBeGreaterThan(0);
}, 60_000);

/** The stream has every stored event once, session by session in the order and with the index with which it was stored. */
function expectStreamOf({ events, stream, head }: DatabaseContents): void {
  expect(stream.map(({ position }) => position)).toEqual(stream.map((_, index) => index + 1));
  expect(head).toBe(stream.length);
  const streamed = new Map<string, string[]>();
  for (const { sessionId, firstIndex, ids } of stream) {
    const known = streamed.get(sessionId) ?? [];
    expect(firstIndex, `index of ${ids[0]}`).toBe(known.length);
    streamed.set(sessionId, [...known, ...ids]);
  }
  const storedBySession = new Map<string, string[]>();
  for (const { id, sessionId } of events) {
    const known = storedBySession.get(sessionId);
    if (known === undefined) storedBySession.set(sessionId, [id]);
    else known.push(id);
  }
  expect(streamed).toEqual(storedBySession);
  // A page numbers its events as it sends them, one request after the other.
  for (const ids of streamed.values()) {
    const numbers = ids.filter((id) => id.startsWith("writer-")).map((id) => Number(id.split("-")[2]));
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
  }
}
