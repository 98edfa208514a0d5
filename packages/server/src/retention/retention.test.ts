import { type Action, createSnapshot, DAY_MS, DEFAULT_POLICY, HOUR_MS } from "@usher/core";
import { afterEach, expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { silentLogger } from "../observe/logger.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import { startRetention } from "./retention.ts";
import { DEFAULT_RETENTION } from "./retention-settings.ts";

const START = 1_750_000_000_000;

const opened: { stop(): Promise<void>; store: Store }[] = [];
afterEach(async () => {
  for (const { stop, store } of opened.splice(0)) {
    await stop();
    await store.close();
  }
});

async function begin(store: Store, options: { listening?: string; settings?: object } = {}) {
  const clock = createManualClock(START);
  const evicted: string[] = [];
  const retention = startRetention({
    store,
    clock,
    log: silentLogger,
    settings: { ...DEFAULT_RETENTION, ...options.settings },
    sessions: {
      isOpen: (_productId, sessionId) => sessionId === options.listening,
      onPruned: (_productId, sessionId) => void evicted.push(sessionId),
    },
  });
  opened.push({ stop: retention.stop, store });
  return {
    evicted,
    run: retention.run,
    /** Time passes, an hour's run included. */
    async pass(ms: number) {
      await clock.advance(ms);
      await retention.run();
    },
  };
}

const stores: readonly [string, () => Promise<Store>][] = [
  ["memory", async () => createMemoryStore()],
  ["embedded", () => openEmbeddedStore({ memory: true })],
];

test.each(stores)("%s: each kind of data goes when its time has come, and not before", async (_name, open) => {
  const store = await open();
  const { pass, evicted } = await begin(store);
  await addSession(store, "s1", START);
  await store.activity.quarantine([{ productId: "demo", eventId: "q1", reason: "bad", body: "{}", at: START }]);

  const kept = async () => {
    const { frame, step, ledger, quarantine, session, action, chat_message, offer, offer_outcome, visitor } =
      await store.activity.countRows();
    const stream = (await store.stream.entriesAfter("demo", 0, 10)).entries.length;
    return { frame, stream, quarantine, step, ledger, session, action, chat_message, offer, offer_outcome, visitor };
  };
  const all = {
    frame: 1,
    stream: 1,
    quarantine: 1,
    step: 2,
    ledger: 1,
    session: 1,
    action: 1,
    chat_message: 1,
    offer: 1,
    offer_outcome: 0,
    visitor: 1,
  };
  expect(await kept()).toEqual(all);
  await pass(23 * HOUR_MS);
  expect(await kept()).toEqual(all);
  await pass(2 * HOUR_MS);
  expect(await kept()).toEqual({ ...all, frame: 0, stream: 0 });
  await pass(14 * DAY_MS);
  expect(await kept()).toEqual({ ...all, frame: 0, stream: 0, quarantine: 0 });
  await pass(16 * DAY_MS);
  const withoutHistory = { ...all, frame: 0, stream: 0, quarantine: 0, step: 0, ledger: 0 };
  expect(await kept()).toEqual(withoutHistory);
  await pass(58 * DAY_MS);
  expect(await kept()).toEqual(withoutHistory);
  expect(evicted).toEqual([]);
  await pass(2 * DAY_MS);
  expect(evicted).toEqual(["s1"]);
  const forgotten = { ...withoutHistory, session: 0, action: 0, chat_message: 0, offer: 0, offer_outcome: 1 };
  expect(await kept()).toEqual(forgotten);
  await pass(91 * DAY_MS);
  expect(await kept()).toEqual({ ...forgotten, visitor: 0 });
  await pass(216 * DAY_MS);
  expect(await kept()).toEqual({ ...forgotten, visitor: 0, offer_outcome: 0 });
});

test.each(stores)(
  "%s: an event is recognised again for a week at least, however little is kept",
  async (_name, open) => {
    const store = await open();
    const { pass } = await begin(store, { settings: { actionsDays: 7 } });
    const session = await addSession(store, "s1", START);
    await pass(7 * DAY_MS - HOUR_MS);
    const again = { ...session, version: session.version + 1, actionCount: session.actionCount + 1 };
    const committed = await store.commitStep({ ...emptyStep(again), actions: [anAction("e-s1")] });
    expect(committed).toMatchObject({ outcome: "saved", duplicateCount: 1 });
  },
);

test.each(stores)("%s: a session that a page listens to is kept, however old", async (_name, open) => {
  const store = await open();
  const { pass } = await begin(store, { listening: "s1" });
  await addSession(store, "s1", START);
  await addSession(store, "s2", START);
  await pass(200 * DAY_MS);
  expect(await store.findSession("demo", "s1")).toBeDefined();
  expect(await store.findSession("demo", "s2")).toBeUndefined();
});

test("a part that fails is logged, and the others still run", async () => {
  const store = createMemoryStore();
  const failing: Store = { ...store, pruneFrames: () => Promise.reject(new Error("disk")) };
  const { pass } = await begin(failing);
  await addSession(store, "s1", START);
  await pass(91 * DAY_MS);
  expect(await store.findSession("demo", "s1")).toBeUndefined();
});

test("others write while much is deleted", async () => {
  const store = await openEmbeddedStore({ memory: true });
  const { run } = await begin(store);
  await Promise.all(Array.from({ length: 400 }, (_, index) => addSession(store, `old${index}`, START - 91 * DAY_MS)));
  let isDone = false;
  let written = 0;
  const pruning = run().then(() => {
    isDone = true;
  });
  while (!isDone && written < 1_000) {
    await addSession(store, `new${written}`, START);
    written += 1;
  }
  await pruning;
  expect(written).toBeGreaterThan(3);
  expect((await store.activity.countRows()).session).toBe(written);
});

async function addSession(store: Store, sessionId: string, at: number): Promise<SessionRecord> {
  const visitorId = `v-${sessionId}`;
  await store.createVisitor({
    productId: "demo",
    visitorId,
    secretHash: "00",
    userId: null,
    level: "anonymous",
    verifiedUntil: null,
    createdAt: at,
  });
  const session: SessionRecord = {
    productId: "demo",
    sessionId,
    visitorId,
    userId: null,
    level: "anonymous",
    subject: `visitor:${visitorId}`,
    generation: 1,
    snapshot: createSnapshot(sessionId, DEFAULT_POLICY, at),
    version: 1,
    wakeAt: null,
    lastActiveAt: at,
    createdAt: at,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
  };
  await store.createSession(session);
  const next = { ...session, version: 2, actionCount: 1 };
  await store.commitStep({
    ...emptyStep(next),
    at,
    actions: [anAction(`e-${sessionId}`)],
    offers: [
      {
        id: `o-${sessionId}`,
        triggerId: "stuck",
        sessionId,
        body: "Help?",
        options: [],
        page: ["/"],
        reason: "3 times",
        status: "dismissed",
        createdAt: at,
        expiresAt: at + 60_000,
      },
    ],
    frames: [{ offset: 1, event: "offer", data: "{}", createdAt: at }],
    notes: [{ type: "quiet", triggerId: "stuck", reason: "not_met" }],
    recorded: { at, input: { type: "wake" }, given: { audience: false } },
  });
  await store.appendChat([
    { productId: "demo", sessionId, messageId: "m1", offerId: null, role: "user", text: "How?", at },
  ]);
  return next;
}

function emptyStep(session: SessionRecord) {
  return { at: START, session, actions: [], offers: [], frames: [], notes: [] };
}

function anAction(id: string): Action {
  return {
    id,
    type: "click",
    title: "Clicked Save",
    label: "Save",
    url: "https://app.example.com/",
    canonicalUrl: "https://app.example.com/",
    at: START,
    receivedAt: START,
  };
}
