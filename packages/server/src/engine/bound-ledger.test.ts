import { type Action, createSnapshot, type LedgerNote } from "@usher/core";
import { sampleRules, sampleTrigger } from "@usher/core/testing";
import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { silentLogger } from "../observe/logger.ts";
import { boundLedger, LEDGER_ROWS } from "./bound-ledger.ts";
import { createSessionEngine } from "./session-engine.ts";

const START = 1_800_000_000_000;
const quiet: LedgerNote = { type: "quiet", triggerId: "a", reason: "not_met" };
const tour: LedgerNote = { type: "tour", tourId: "t", runId: "r", event: "started", step: 0 };

test("what has no room is left out; facts about people and offers never are", () => {
  expect(boundLedger([quiet, tour, quiet], LEDGER_ROWS - 2)).toEqual([quiet, tour]);
  expect(boundLedger([quiet, tour, quiet], LEDGER_ROWS + 50)).toEqual([tour]);
  expect(boundLedger([], 0)).toEqual([]);
});

test("a trigger that changes its mind forever fills a ledger of a thousand rows, across a restart", async () => {
  const store = createMemoryStore();
  let asked = 0;
  const flipping = sampleTrigger({
    when: () => {
      asked++;
      if (asked % 2 === 0) throw new Error("every other time");
      return { met: false, condition: "never" };
    },
  });
  const rules = sampleRules({}, [flipping]);
  const clock = createManualClock(START);
  const start = () =>
    createSessionEngine({
      store,
      hub: { isListening: () => true, publish: () => {} },
      clock,
      log: silentLogger,
      rulesOf: () => rules,
    });
  await store.createSession({
    productId: "demo",
    sessionId: "s",
    visitorId: "v",
    userId: null,
    level: "anonymous",
    subject: "visitor:v",
    generation: 1,
    snapshot: createSnapshot("s", rules.policy, START),
    version: 1,
    wakeAt: null,
    lastActiveAt: START,
    createdAt: START,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
  });
  let engine = start();
  for (let index = 0; index < 1_100; index++) {
    if (index === 600) {
      await engine.stop();
      engine = start();
    }
    await clock.advance(1_000);
    await engine.apply("demo", "s", { type: "actions", actions: [view(index, clock.now())] });
  }
  await engine.stop();
  expect(asked).toBeGreaterThanOrEqual(1_100);
  expect(await store.ledger("demo", "s", 10_000)).toHaveLength(LEDGER_ROWS);
});

function view(index: number, at: number): Action {
  const url = "https://app.example.com/projects";
  return {
    id: `e${index}`,
    at,
    type: "page_view",
    label: "Projects",
    title: "Projects",
    url,
    canonicalUrl: url,
    receivedAt: at,
  };
}
