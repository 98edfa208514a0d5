import { type Action, createSnapshot, type EngineInput, explain, type LedgerNote } from "@usher/core";
import { type HistoryStep, randomHistory, sampleRules, sampleTrigger } from "@usher/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import { createSessionEngine, type SessionEngine } from "./session-engine.ts";

const START = 1_800_000_000_000;
const RULES = sampleRules({}, [sampleTrigger({ cooldownS: 600 }), sampleTrigger({ id: "second", cooldownS: 600 })]);
const SESSIONS = ["a", "b"] as const;

/** Plays a history through the real engine shell, with a restart of its memory in the middle. */
async function play(store: Store, history: readonly HistoryStep[]): Promise<void> {
  const clock = createManualClock(START);
  let audience = true;
  const start = (): SessionEngine =>
    createSessionEngine({
      store,
      hub: { isListening: () => audience, publish: () => {} },
      clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      rulesOf: () => RULES,
    });
  for (const sessionId of SESSIONS) await store.createSession(aSession(sessionId));
  let engine = start();
  for (const [index, { at, session, input: raw }] of history.entries()) {
    if (index === Math.floor(history.length / 2)) {
      await engine.stop();
      engine = start();
      await engine.restoreTimers();
    }
    await clock.advance(Math.max(0, at - clock.now()));
    if (raw.type === "presence") audience = raw.audience;
    const sessionId = SESSIONS[session] ?? "a";
    if (index % 40 === 39) {
      await engine.identify("demo", sessionId, { userId: "ada", level: "verified", subject: "user:ada" });
    }
    const offer = (await engine.find("demo", sessionId))?.snapshot.offer;
    const input: EngineInput = raw.type === "outcome" ? { ...raw, offerId: offer?.id ?? "none" } : raw;
    await engine.apply("demo", sessionId, input);
  }
  await engine.stop();
}

function aSession(sessionId: string): SessionRecord {
  return {
    productId: "demo",
    sessionId,
    visitorId: "v",
    userId: null,
    level: "anonymous",
    subject: "visitor:v",
    generation: 1,
    snapshot: createSnapshot(sessionId, RULES.policy, START),
    version: 1,
    wakeAt: null,
    lastActiveAt: START,
    createdAt: START,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
  };
}

/** The reason or name of a decision; undefined for rows that decide nothing. */
function verdictOf(note: LedgerNote): string | undefined {
  if (note.type === "held") return `held ${note.reason}`;
  if (note.type === "fired") return `offered ${note.offerId}`;
  return note.type === "quiet" ? note.reason : undefined;
}

test.each([
  ["memory", async () => createMemoryStore()],
  ["embedded", () => openEmbeddedStore({ memory: true })],
])(
  "every decision in the ledger is explained as it was taken (%s store)",
  async (_, open) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const store = await open();
        const history = withOwnIds(randomHistory({ seed, steps: 100, sessions: 2, start: START }));
        await play(store, history);
        for (const sessionId of SESSIONS) {
          const recording = await store.recordedSession("demo", sessionId);
          if (recording === undefined) throw new Error("the session was recorded");
          const rows = await store.ledger("demo", sessionId, 10_000);
          for (const { at } of rows) {
            // Several steps may share a millisecond: one of them took the decision.
            const steps = recording.steps.flatMap((step, index) => (step.at === at ? [index] : []));
            const explanations = steps.map((step) => explain(recording, at, RULES, { step }));
            for (const { note } of rows.filter((row) => row.at === at)) {
              const verdict = verdictOf(note);
              if (verdict === undefined || !("triggerId" in note)) continue;
              const said = explanations.map(({ triggers }) => {
                const found = triggers.find(({ triggerId }) => triggerId === note.triggerId);
                const detail = found?.reason ?? found?.offerId;
                return detail === undefined ? found?.verdict : `${found?.verdict} ${detail}`;
              });
              expect(said).toContain(verdict);
              compared++;
            }
          }
        }
        await store.close();
      }),
      { numRuns: 48 },
    );
    expect(compared).toBeGreaterThan(200);
  },
  60_000,
);

/**
 * Ids are unique within a product, so each session has its own; and an id is one event, so what is sent again under it says
 * the same. A store that holds an event keeps the first, whatever comes under its id later.
 */
function withOwnIds(history: readonly HistoryStep[]): readonly HistoryStep[] {
  const sent = new Map<string, Action>();
  return history.map((step) => {
    if (step.input.type !== "actions") return step;
    const actions = step.input.actions.map((action) => {
      const id = `${step.session}-${action.id}`;
      const first = sent.get(id) ?? { ...action, id };
      sent.set(id, first);
      return first;
    });
    return { ...step, input: { type: "actions", actions } };
  });
}
