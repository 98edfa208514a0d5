import {
  type ActionWindow,
  type Attention,
  addActions,
  advance,
  type EngineInput,
  type EngineRules,
  type EngineStepResult,
  emptyWindow,
  FRESH_ATTENTION,
  inferSessionGoal,
  type LedgerNote,
  mergeAttention,
  UsherError,
} from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { AttentionRecord, EngineStep, SessionRecord, Store } from "../ports/store.ts";
import type { StreamHub } from "../ports/stream-hub.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { boundLedger, LEDGER_ROWS, needsRoom } from "./bound-ledger.ts";
import { type BoundedMap, createBoundedMap } from "./bounded-map.ts";
import { contention } from "./contention.ts";
import type { SessionEngine, SessionFacts, SessionIdentity } from "./engine-shell.ts";
import { frameText } from "./frame-text.ts";
import { inOrderOfPosition } from "./in-order-of-position.ts";
import { isUnchanged } from "./is-unchanged.ts";
import { keyOf } from "./key-of.ts";
import { logNotes } from "./log-notes.ts";
import { createMailboxes } from "./mailbox.ts";
import { createRecall, type HeldMemory, type MemoryOf } from "./recall.ts";
import { createWakeTimers } from "./wake-timers.ts";

export type { SessionEngine, SessionFacts, SessionIdentity } from "./engine-shell.ts";

interface HotSession {
  readonly record: SessionRecord;
  readonly window: ActionWindow;
  /** The person's attention as this session's latest step left it; undefined when that is not known. */
  readonly attention: Attention | undefined;
  /** Rows in its ledger; undefined when they have not been counted. */
  readonly ledgerCount: number | undefined;
  /** What is remembered of the person, as the engine was last given it. */
  readonly memory: HeldMemory | undefined;
}

interface Dependencies {
  readonly store: Store;
  readonly hub: StreamHub;
  readonly clock: Clock;
  readonly log: Logger;
  readonly rulesOf: (productId: string) => EngineRules;
  /** Told of what was added to a product's stream, soon after it is stored, in order of the positions. */
  readonly onEntry?: (entry: StreamEntry) => void;
  /** What is remembered of a session's person. Left out, nothing is. */
  readonly memoryOf?: MemoryOf;
  /** Before a visitor's session gets a name: what is remembered of the visitor goes with it. */
  readonly onNamed?: (productId: string, from: string, to: string) => Promise<void>;
  /** Sessions kept in memory; the others are read back when something happens to them. */
  readonly hotSessions?: number;
}

/** A step that loses this often against another writer has met a bug, not contention. */
const MAX_ATTEMPTS = 8;

export function createSessionEngine({
  store,
  hub,
  clock,
  log,
  rulesOf,
  onEntry,
  memoryOf,
  onNamed,
  hotSessions = 20_000,
}: Dependencies): SessionEngine {
  const mailboxes = createMailboxes();
  const timers = createWakeTimers(clock);
  const sessions: BoundedMap<HotSession> = createBoundedMap(hotSessions);
  const attentions: BoundedMap<AttentionRecord> = createBoundedMap(hotSessions);
  const memories = createRecall(memoryOf, (productId) => rulesOf(productId).triggers.length > 0, hotSessions);
  const publishEntry = inOrderOfPosition(onEntry ?? (() => {}));
  let stopped = false;

  async function load(productId: string, sessionId: string): Promise<HotSession | undefined> {
    const key = keyOf(productId, sessionId);
    const hot = sessions.get(key);
    if (hot !== undefined) return hot;
    const record = await store.findSession(productId, sessionId);
    if (record === undefined) return undefined;
    // Of the signs of typing a window keeps one, the store all: twice as many actions fill it again.
    const actions = await store.recentActions(productId, sessionId, 2 * emptyWindow().limit);
    const isNew = record.version === 1;
    const loaded: HotSession = {
      record,
      window: addActions(emptyWindow(), actions).window,
      attention: isNew ? FRESH_ATTENTION : undefined,
      ledgerCount: isNew ? 0 : undefined,
      memory: undefined,
    };
    sessions.set(key, loaded);
    return loaded;
  }

  async function loadAttention(productId: string, subject: string): Promise<AttentionRecord> {
    const key = keyOf(productId, subject);
    const hot = attentions.get(key);
    if (hot !== undefined) return hot;
    const found = await store.findAttention(productId, subject);
    const record = found ?? { productId, subject, attention: FRESH_ATTENTION, version: 0 };
    attentions.set(key, record);
    return record;
  }

  async function require(productId: string, sessionId: string): Promise<HotSession> {
    const hot = await load(productId, sessionId);
    if (hot === undefined) throw new UsherError("session_unknown", "This session does not exist; start a new one.");
    return hot;
  }

  /** What of a step's notes goes to the ledger, and how many rows it then has. They are counted when that first matters. */
  async function ledgerRows(
    { record: { productId, sessionId }, ledgerCount }: HotSession,
    notes: readonly LedgerNote[],
  ): Promise<{ readonly notes: readonly LedgerNote[]; readonly count: number | undefined }> {
    const mustCount = ledgerCount === undefined && notes.some(needsRoom);
    const before = mustCount ? (await store.ledger(productId, sessionId, LEDGER_ROWS)).length : ledgerCount;
    if (before === undefined) return { notes, count: undefined };
    const kept = boundLedger(notes, before);
    return { notes: kept, count: before + kept.length };
  }

  /** One attempt after the other on fresh state until one is saved. */
  async function step(
    productId: string,
    sessionId: string,
    input: EngineInput,
    identity?: SessionIdentity,
  ): Promise<{ result: EngineStepResult; record: SessionRecord }> {
    const key = keyOf(productId, sessionId);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const hot = await require(productId, sessionId);
      const { record, window, attention: left } = hot;
      const subject = identity?.subject ?? record.subject;
      const held = await loadAttention(productId, subject);
      const spent =
        identity === undefined || subject === record.subject
          ? undefined
          : await loadAttention(productId, record.subject);
      const remembered = await memories.recall(record, subject, hot.memory);
      const memory = remembered === undefined ? {} : { memory: remembered.facts };
      const attention =
        spent === undefined ? held.attention : mergeAttention(held.attention, spent.attention, clock.now());
      // Who listens is a fact of this process, not of the log: after a restart nobody does, whatever was saved.
      const audience = hub.isListening(productId, sessionId);
      const session = { ...record.snapshot, audience };
      const current: EngineInput = input.type === "presence" ? { type: "presence", audience } : input;
      const now = clock.now();
      const result = advance({ session, window, attention, ...memory }, current, now, rulesOf(productId));
      if (identity === undefined && isUnchanged(record, held.attention, result, input)) return { result, record };

      const next: SessionRecord = {
        ...record,
        ...(identity === undefined ? {} : { ...identity, generation: record.generation + 1 }),
        snapshot: result.state.session,
        version: record.version + 1,
        wakeAt: result.wakeAt ?? null,
        lastActiveAt: input.type === "wake" || input.type === "presence" ? record.lastActiveAt : now,
        actionCount: record.actionCount + (input.type === "actions" ? input.actions.length : 0),
      };
      const nextAttention = { ...held, attention: result.state.attention, version: held.version + 1 };
      const ledger = await ledgerRows(hot, result.notes);
      const isSpent = result.state.attention !== held.attention;
      const engineStep: EngineStep = {
        at: now,
        session: next,
        ...(isSpent ? { attention: nextAttention } : {}),
        actions: input.type === "actions" ? input.actions : [],
        sessionGoal: input.type === "actions" ? inferSessionGoal(result.state.window.actions) : undefined,
        offers: result.effects.flatMap((effect) => (effect.type === "save-offer" ? [effect.offer] : [])),
        frames: result.effects.flatMap((effect) =>
          effect.type === "publish" ? [{ offset: effect.offset, ...frameText(effect.frame), createdAt: now }] : [],
        ),
        notes: ledger.notes,
        recorded: {
          at: now,
          input: current,
          given: {
            audience,
            ...(attention === left ? {} : { attention }),
            ...(remembered === hot.memory ? {} : memory),
          },
        },
      };
      const committed = await store.commitStep(engineStep);
      if (committed.outcome === "saved") {
        if (committed.entry !== undefined) publishEntry(committed.entry);
        const { duplicateCount } = committed;
        const saved = duplicateCount === 0 ? next : { ...next, actionCount: next.actionCount - duplicateCount };
        const { window: after, attention: reached } = result.state;
        const { count: ledgerCount } = ledger;
        sessions.set(key, { record: saved, window: after, attention: reached, ledgerCount, memory: remembered });
        if (isSpent) attentions.set(keyOf(productId, subject), nextAttention);
        hub.publish(productId, sessionId, engineStep.frames);
        logNotes(log, productId, sessionId, ledger.notes);
        setTimer(saved);
        return { result: input.type === "actions" ? { ...result, duplicateCount } : result, record: saved };
      }
      sessions.delete(key);
      attentions.delete(keyOf(productId, subject));
    }
    throw contention("session");
  }

  async function describeOnce(productId: string, sessionId: string, facts: SessionFacts): Promise<SessionRecord> {
    const key = keyOf(productId, sessionId);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const hot = await require(productId, sessionId);
      const { record } = hot;
      if ((Object.keys(facts) as (keyof SessionFacts)[]).every((name) => record[name] === facts[name])) return record;
      const next: SessionRecord = { ...record, ...facts, version: record.version + 1 };
      const nothing = { actions: [], offers: [], frames: [], notes: [] };
      const committed = await store.commitStep({ at: clock.now(), session: next, ...nothing });
      if (committed.outcome === "saved") {
        sessions.set(key, { ...hot, record: next });
        return next;
      }
      sessions.delete(key);
    }
    throw contention("session");
  }

  function setTimer({ productId, sessionId, wakeAt }: Pick<SessionRecord, "productId" | "sessionId" | "wakeAt">): void {
    if (stopped) return;
    timers.set(keyOf(productId, sessionId), wakeAt ?? undefined, () => {
      apply(productId, sessionId, { type: "wake" }).catch((error: unknown) => {
        log.error({ productId, sessionId, error: String(error) }, "wake failed");
      });
    });
  }

  async function apply(productId: string, sessionId: string, input: EngineInput): Promise<EngineStepResult> {
    const { record } = await require(productId, sessionId);
    const job = mailboxes.run(keyOf(productId, record.subject), () => step(productId, sessionId, input));
    return (await job).result;
  }

  return {
    apply,
    async find(productId, sessionId) {
      return (await load(productId, sessionId))?.record;
    },
    async attention(productId, subject) {
      return (await loadAttention(productId, subject)).attention;
    },
    async identify(productId, sessionId, identity, { isSamePerson = false } = {}) {
      const input: EngineInput = { type: "identified", userId: identity.userId };
      const key = keyOf(productId, identity.subject);
      const { subject } = (await require(productId, sessionId)).record;
      const isRenamed = (isSamePerson || subject.startsWith("visitor:")) && subject !== identity.subject;
      if (isRenamed) await onNamed?.(productId, subject, identity.subject);
      const { record } = await mailboxes.run(key, () => step(productId, sessionId, input, identity));
      // Until now whoever ended the session found it under its former name.
      if (isRenamed) await onNamed?.(productId, subject, identity.subject);
      return record;
    },
    async describe(productId, sessionId, facts) {
      const { record } = await require(productId, sessionId);
      return mailboxes.run(keyOf(productId, record.subject), () => describeOnce(productId, sessionId, facts));
    },
    async appendSummary(summary) {
      const entry = await store.stream.appendSummary(summary);
      publishEntry(entry);
      return entry;
    },
    refreshMemory: memories.refresh,
    evict(productId, sessionIds, subjects = []) {
      for (const key of sessionIds.map((id) => keyOf(productId, id))) {
        sessions.delete(key);
        timers.set(key, undefined, () => {});
      }
      for (const subject of subjects) {
        attentions.delete(keyOf(productId, subject));
        memories.forget(productId, subject);
      }
    },
    async restoreTimers() {
      const wakeUps = await store.wakeUps();
      for (const wakeUp of wakeUps) setTimer(wakeUp);
      return wakeUps.length;
    },
    async stop() {
      stopped = true;
      timers.stop();
      await mailboxes.drain();
    },
  };
}
