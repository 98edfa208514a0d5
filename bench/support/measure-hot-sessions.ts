import { createSnapshot, type EngineRules } from "@usher/core";
import { createSessionEngine } from "../../packages/server/src/engine/session-engine.ts";
import type { SessionRecord, Store } from "../../packages/server/src/ports/store.ts";
import { cpuMicrosSince } from "./cpu-micros.ts";
import { START, workloadAction } from "./engine-workload.ts";
import { median, round } from "./quantile.ts";
import { usedBytes } from "./used-bytes.ts";

const PRODUCT = "bench";
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * The server's engine with every session in its cache and a store that accepts everything and keeps nothing: what remains
 * is the cost of a mailbox, the cache, the timers and the engine. Every event is the second of its session, so that
 * windows are of one length whatever the number of sessions.
 */
export async function measureHotSessions(
  rules: EngineRules,
  count: number,
  events: number,
  rounds: number,
): Promise<{ readonly microsPerEvent: number; readonly bytesPerSession: number }> {
  const empty = usedBytes();
  let bytesPerSession = 0;
  const samples: number[] = [];
  for (let measured = 0; measured < events * rounds; ) {
    const { engine, send } = await fill(rules, count);
    bytesPerSession ||= (usedBytes() - empty) / count;
    const pass = Math.min(count, events);
    const before = process.cpuUsage();
    for (let event = 0; event < pass; event++) await send((event * 7_919) % count, 1);
    samples.push(cpuMicrosSince(before) / pass);
    measured += pass;
    await engine.stop();
  }
  return { microsPerEvent: round(median(samples)), bytesPerSession: Math.round(bytesPerSession) };
}

/** An engine in whose cache every session has had its first action. */
async function fill(rules: EngineRules, count: number) {
  const engine = createSessionEngine({
    store: forgetfulStore(rules),
    hub: { isListening: () => false, publish: () => {} },
    clock: { now: () => START + 1_000, at: () => () => {}, every: () => () => {} },
    log: SILENT,
    rulesOf: () => rules,
    hotSessions: count,
  });
  const send = (index: number, number: number) =>
    engine.apply(PRODUCT, `s${index}`, { type: "actions", actions: [workloadAction(number, `s${index}`)] });
  for (let index = 0; index < count; index++) await send(index, 0);
  return { engine, send };
}

function forgetfulStore(rules: EngineRules): Store {
  const store: Partial<Store> = {
    epoch: "bench",
    commitStep: async () => ({ outcome: "saved", duplicateCount: 0 }),
    recentActions: async () => [],
    findAttention: async () => undefined,
    findSession: async (_, sessionId): Promise<SessionRecord> => ({
      productId: PRODUCT,
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
    }),
  };
  return store as Store;
}
