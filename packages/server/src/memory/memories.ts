import { isDeepStrictEqual } from "node:util";
import {
  type Action,
  analyseSession,
  type Correction,
  correctMemory,
  createPathIndex,
  EMPTY_MEMORY,
  type EpochMs,
  foldMemory,
  forgetMemory,
  type GoldenPath,
  type MemoryFacts,
  MINUTE_MS,
  memoryFacts,
  mergeMemories,
  type PathIndex,
  rebuildMemory,
  type SessionAnalysis,
  type UserMemory,
  UsherError,
} from "@usher/core";
import { contention } from "../engine/contention.ts";
import { createMailboxes } from "../engine/mailbox.ts";
import { createWakeTimers } from "../engine/wake-timers.ts";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { AnalysisRecord, MemoryRecord, SessionKey } from "../ports/memory-store.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { createJobQueue } from "../summaries/job-queue.ts";
import { accountCreatedAt } from "./account-created-at.ts";
import { isCounted } from "./is-counted.ts";
import { organizationId } from "./organization-id.ts";
import { createProseWriter } from "./prose-writer.ts";
import { parseSessionKey, sessionKeyText } from "./session-keys.ts";

/**
 * What is remembered of people. A session that is over is analysed and folded into its person's memory, both in one
 * write; what was due when the server stopped is due when it starts.
 */
export interface Memories {
  /** To be told of every entry of the stream: the session goes on. */
  note(entry: StreamEntry): void;
  /** Finds the sessions that no analysis has seen as they are now. Returns how many. */
  resume(): Promise<number>;
  /** Analyses a session now instead of when it has been idle for half an hour. Undefined when it is gone. */
  endSession(productId: string, sessionId: string): Promise<SessionAnalysis | undefined>;
  /** What the triggers of a session see of its person. */
  facts(productId: string, subject: string, sessionId: string): Promise<MemoryFacts>;
  /** A visitor turned out to be somebody: what was remembered of the visitor is theirs from now on. */
  merge(productId: string, from: string, to: string): Promise<void>;
  correct(productId: string, subject: string, workflow: string, status: Correction["status"]): Promise<UserMemory>;
  /** Forgets everything up to now. */
  forget(productId: string, subject: string): Promise<UserMemory>;
  /** Computes a person's memory anew from the stored actions. Equal, byte for byte, unless the paths have changed. */
  rebuild(productId: string, subject: string): Promise<UserMemory>;
  stop(): Promise<void>;
}

interface Dependencies {
  readonly store: Pick<Store, "memories" | "findSession" | "recentActions" | "activity">;
  readonly clock: Clock;
  readonly log: Logger;
  /** The same map for as long as the paths are the same. */
  readonly pathsOf: (productId: string) => ReadonlyMap<string, GoldenPath>;
  /** Told when somebody's memory has changed. */
  readonly onChange: (productId: string, subject: string) => void;
  /** Puts what was analysed into words, afterwards. Undefined: it stays counted and quoted. */
  readonly model?: LanguageModel | undefined;
  readonly modelName?: string | undefined;
  /** Whether the model may be told what the product's users did. Default: it may. */
  readonly mayAskModel?: (productId: string) => boolean;
  readonly onFallback?: (cause: string) => void;
}

/** A session without activity for this long is over. */
const IDLE_MS: number = 30 * MINUTE_MS;
/** Actions of a session that are analysed: its latest. */
const LOOK_BACK = 2_000;
const CONCURRENCY = 4;
const RETRY_MS = 60_000;
const MAX_ATTEMPTS = 5;
const PAGE = 1_000;

export function createMemories(dependencies: Dependencies): Memories {
  const { store, clock, log, pathsOf, onChange, model, modelName } = dependencies;
  const { mayAskModel = () => true, onFallback = () => {} } = dependencies;
  const { memories } = store;
  const timers = createWakeTimers(clock);
  /** One write of a person's memory after the other. */
  const mailboxes = createMailboxes();
  const queue = createJobQueue(CONCURRENCY, async (key) => {
    const { productId, sessionId } = parseSessionKey(key);
    try {
      await endSession(productId, sessionId);
    } catch (error) {
      log.error({ productId, sessionId, error: String(error) }, "session analysis failed");
      arm({ productId, sessionId }, clock.now() + RETRY_MS);
    }
  });
  const prose = model && createProseWriter({ store, clock, log, model, modelName, save: saveProse, onFallback });
  const indexes = new WeakMap<ReadonlyMap<string, GoldenPath>, PathIndex>();

  function arm(session: SessionKey, at: EpochMs): void {
    const key = sessionKeyText(session);
    timers.set(key, Math.max(at, clock.now()), () => queue.add(key));
  }

  function indexOf(productId: string): PathIndex {
    const paths = pathsOf(productId);
    const known = indexes.get(paths);
    if (known !== undefined) return known;
    const index = createPathIndex(paths.values());
    indexes.set(paths, index);
    return index;
  }

  async function held(productId: string, subject: string): Promise<MemoryRecord> {
    return (await memories.findMemory(productId, subject)) ?? { productId, subject, memory: EMPTY_MEMORY, version: 0 };
  }

  /** The session's document as of now. What its person asked to forget is not in it. */
  async function analyse(
    session: SessionRecord,
    forgottenAt: EpochMs | null,
    previous: AnalysisRecord | undefined,
    reason?: "rebuilt",
  ): Promise<AnalysisRecord> {
    const { productId, sessionId, subject, source, actionCount } = session;
    const userId = subject.startsWith("visitor:") ? null : session.userId;
    const [all, person] = await Promise.all([
      store.recentActions(productId, sessionId, LOOK_BACK),
      userId === null ? undefined : store.activity.findPerson(productId, userId),
    ]);
    const actions: readonly Action[] = forgottenAt === null ? all : all.filter(({ at }) => at > forgottenAt);
    const analysis = analyseSession({
      session: { sessionId, productId, userId, source, organizationId: organizationId(person) },
      actions,
      paths: indexOf(productId),
      now: clock.now(),
      ...(previous?.analysis === undefined ? {} : { previous: previous.analysis.meta }),
      ...(reason === undefined ? {} : { reason }),
    });
    const { started_at: startedAt, ended_at: endedAt } = analysis.meta;
    const kept = actions.length === 0 ? undefined : analysis;
    const email = session.email ?? person?.email ?? null;
    return { productId, sessionId, subject, userId, email, startedAt, endedAt, actionCount, analysis: kept };
  }

  async function endSession(productId: string, sessionId: string): Promise<SessionAnalysis | undefined> {
    timers.set(sessionKeyText({ productId, sessionId }), undefined, () => {});
    const known = await store.findSession(productId, sessionId);
    if (known === undefined) return undefined;
    return mailboxes.run(`${productId}\0${known.subject}`, async () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const session = await store.findSession(productId, sessionId);
        if (session === undefined) return undefined;
        const before = await held(productId, session.subject);
        const previous = await memories.findAnalysis(productId, sessionId);
        const record = await analyse(session, before.memory.forgottenAt, previous);
        const { analysis } = record;
        const stays = analysis === undefined || isCounted(before.memory, session, previous);
        const memory = stays ? before.memory : foldMemory(before.memory, analysis);
        const outcome = await memories.saveMemory({ ...before, memory, version: before.version + 1 }, record);
        if (outcome === "gone") return undefined;
        if (outcome === "stale") continue;
        onChange(productId, session.subject);
        log.info({ productId, sessionId, actions: session.actionCount }, "session analysed");
        if (analysis !== undefined && mayAskModel(productId)) prose?.add({ productId, sessionId });
        return analysis;
      }
      throw contention("memory");
    });
  }

  /**
   * The memory is written as it is: it remembers facts, and the analysis may only be replaced while nobody else has
   * analysed, merged or forgotten anything, each of which moves the memory on.
   */
  async function saveProse(from: AnalysisRecord, analysis: SessionAnalysis): Promise<boolean> {
    const { productId, sessionId } = from;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const subject = (await memories.findAnalysis(productId, sessionId))?.subject;
      if (subject === undefined) return false;
      const outcome = await mailboxes.run(`${productId}\0${subject}`, async () => {
        const before = await memories.findMemory(productId, subject);
        const now = await memories.findAnalysis(productId, sessionId);
        if (before === undefined || now?.subject !== subject) return "stale";
        // The count of runs would not tell: it begins anew after somebody asked to be forgotten.
        if (now.analysis === undefined || !isDeepStrictEqual(now.analysis, from.analysis)) return "gone";
        return memories.saveMemory({ ...before, version: before.version + 1 }, { ...now, analysis });
      });
      if (outcome !== "stale") return outcome === "saved";
    }
    return false;
  }

  /** Reads, changes and writes until nobody was faster. */
  function change(
    productId: string,
    subject: string,
    next: (memory: UserMemory) => Promise<UserMemory> | UserMemory,
    save: (record: MemoryRecord) => Promise<"saved" | "stale" | "gone">,
  ): Promise<UserMemory> {
    return mailboxes.run(`${productId}\0${subject}`, async () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const before = await held(productId, subject);
        const memory = await next(before.memory);
        const outcome = await save({ ...before, memory, version: before.version + 1 });
        if (outcome === "stale") continue;
        // Erased since it was asked for.
        if (outcome === "gone")
          throw new UsherError("session_unknown", "This person is not known; start a new session.");
        onChange(productId, subject);
        return memory;
      }
      throw contention("memory");
    });
  }

  return {
    note({ productId, sessionId, type, at }) {
      if (type === "actions") arm({ productId, sessionId }, at + IDLE_MS);
    },
    async resume() {
      let count = 0;
      let after: SessionKey | undefined;
      for (;;) {
        const page = await memories.unanalysedSessions(PAGE, after);
        for (const session of page) arm(session, session.lastActiveAt + IDLE_MS);
        count += page.length;
        after = page.at(-1);
        if (page.length < PAGE) return count;
      }
    },
    endSession,
    async facts(productId, subject, sessionId) {
      const { memory } = await held(productId, subject);
      const created = subject.startsWith("visitor:")
        ? null
        : accountCreatedAt(await store.activity.findPerson(productId, subject.slice(subject.indexOf(":") + 1)));
      return memoryFacts(memory, clock.now(), { sessionId, accountCreatedAt: created });
    },
    async merge(productId, from, to) {
      await mailboxes.run(`${productId}\0${from}`, async () => {
        for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
          const left = await memories.findMemory(productId, from);
          if (left === undefined) return;
          const right = await held(productId, to);
          const memory = mergeMemories(right.memory, left.memory);
          if ((await memories.mergeMemory({ ...right, memory, version: right.version + 1 }, left)) === "saved") {
            onChange(productId, to);
            return;
          }
        }
        throw contention("memory");
      });
    },
    correct: (productId, subject, workflow, status) =>
      change(productId, subject, (memory) => correctMemory(memory, workflow, status, clock.now()), memories.saveMemory),
    forget: (productId, subject) =>
      change(productId, subject, (memory) => forgetMemory(memory, clock.now()), memories.forgetMemory),
    rebuild: (productId, subject) =>
      change(
        productId,
        subject,
        async (memory) => {
          const analyses: SessionAnalysis[] = [];
          let after: AnalysisRecord | undefined;
          for (;;) {
            const asked = { subjects: [subject], limit: 100, ...(after === undefined ? {} : { after }) };
            const page = await memories.listAnalyses(productId, asked);
            for (const previous of page) {
              const session = await store.findSession(productId, previous.sessionId);
              const record = session && (await analyse(session, memory.forgottenAt, previous, "rebuilt"));
              if (record?.analysis !== undefined) analyses.push(record.analysis);
            }
            after = page.at(-1);
            if (page.length < 100) return rebuildMemory(memory, analyses);
          }
        },
        memories.saveMemory,
      ),
    async stop() {
      timers.stop();
      await prose?.stop();
      await queue.stop();
      await mailboxes.drain();
    },
  };
}
