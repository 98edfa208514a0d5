import { setImmediate as nextTurn } from "node:timers/promises";
import { type Action, createSnapshot } from "@usher/core";
import { sampleRules } from "@usher/core/testing";
import { afterEach, expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { silentLogger } from "../observe/logger.ts";
import { measureStore } from "../observe/measure-store.ts";
import { createMetrics } from "../observe/metrics.ts";
import type { Store } from "../ports/store.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { createSessionEngine, type SessionEngine } from "./session-engine.ts";

const START = 1_800_000_000_000;
const SESSIONS = Array.from({ length: 16 }, (_, index) => `s${index}`);

let stores: Store[] = [];
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  stores = [];
});

const adapters = [
  ["memory store", async () => createMemoryStore()],
  ["embedded store", () => openEmbeddedStore({ memory: true })],
  // Whoever wraps the store makes steps heard later than summaries of the same commit.
  ["measured embedded store", async () => measureStore(await openEmbeddedStore({ memory: true }), createMetrics())],
] as const;

test.each(adapters)(
  "entries are published in the order of their positions, as the log has them (%s)",
  async (_, open) => {
    const { engine, store, published } = await start(await open());
    async function use(sessionId: string): Promise<void> {
      for (let step = 0; step < 10; step++) {
        const actions = [1, 2].map((part) => view(`${sessionId}-${step}-${part}`));
        await engine.apply("demo", sessionId, { type: "actions", actions });
        const summary = { productId: "demo", sessionId, at: START, summary: "Looked around", replaces: 2 };
        if (step % 3 === 0) await engine.appendSummary(summary);
      }
    }
    await Promise.all(SESSIONS.map(use));
    await nextTurn();
    expect(published).toHaveLength(16 * 14);
    expect(published).toEqual((await store.stream.entriesAfter("demo", 0, 1_000)).entries);
    expect(published.map(({ position }) => position)).toEqual(published.map((__, index) => index + 1));
  },
);

test.each(adapters)("an event that another session had is a duplicate, and takes no index (%s)", async (_, open) => {
  const { engine, published } = await start(await open());
  const apply = async (sessionId: string, ids: readonly string[]): Promise<number> =>
    (await engine.apply("demo", sessionId, { type: "actions", actions: ids.map(view) })).duplicateCount;
  expect(await apply("s1", ["a"])).toBe(0);
  expect(await apply("s2", ["b", "a"])).toBe(1);
  expect(await apply("s2", ["a", "b"])).toBe(2);
  expect(await apply("s2", ["c", "c", "d"])).toBe(1);
  await nextTurn();
  const indexes = published
    .filter(({ sessionId }) => sessionId === "s2")
    .flatMap(({ data }) => (JSON.parse(data) as { actions: { id: string; index: number }[] }).actions);
  expect(indexes.map(({ id, index }) => `${index} ${id}`)).toEqual(["0 b", "1 c", "2 d"]);
  expect((await engine.find("demo", "s2"))?.actionCount).toBe(3);
});

test.each(adapters)("what becomes known of a session is on its later entries (%s)", async (_, open) => {
  const { engine, store, published } = await start(await open());
  await engine.apply("demo", "s1", { type: "actions", actions: [view("a")] });
  const before = (await engine.find("demo", "s1"))?.version;
  await engine.describe("demo", "s1", { email: "ada@example.com", conversationId: "c-1" });
  const again = await engine.describe("demo", "s1", { email: "ada@example.com" });
  expect(again).toMatchObject({ email: "ada@example.com", conversationId: "c-1", version: (before ?? 0) + 1 });
  expect(await store.findSession("demo", "s1")).toEqual(again);
  await engine.apply("demo", "s1", { type: "actions", actions: [view("b")] });
  await nextTurn();
  expect(published.map(({ data }) => JSON.parse(data).conversation_id)).toEqual([null, "c-1"]);
  await expect(engine.describe("demo", "nobody", {})).rejects.toMatchObject({ code: "session_unknown" });
});

async function start(
  store: Store,
): Promise<{ engine: SessionEngine; store: Store; published: readonly StreamEntry[] }> {
  stores.push(store);
  const rules = sampleRules({}, []);
  const published: StreamEntry[] = [];
  const engine = createSessionEngine({
    store,
    hub: { isListening: () => false, publish: () => {} },
    clock: createManualClock(START),
    log: silentLogger,
    rulesOf: () => rules,
    onEntry: (entry) => published.push(entry),
  });
  for (const sessionId of SESSIONS) {
    await store.createSession({
      productId: "demo",
      sessionId,
      visitorId: sessionId,
      userId: null,
      level: "anonymous",
      subject: `visitor:${sessionId}`,
      generation: 1,
      snapshot: createSnapshot(sessionId, rules.policy, START),
      version: 1,
      wakeAt: null,
      lastActiveAt: START,
      createdAt: START,
      actionCount: 0,
      email: null,
      source: null,
      conversationId: null,
    });
  }
  return { engine, store, published };
}

function view(id: string): Action {
  const url = "https://app.example.com/projects";
  return {
    id,
    at: START,
    type: "page_view",
    label: "Projects",
    title: "Projects",
    url,
    canonicalUrl: url,
    receivedAt: START,
  };
}
