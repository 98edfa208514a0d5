import type { EpochMs } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import { createWakeTimers } from "../engine/wake-timers.ts";
import type { Store } from "../ports/store.ts";
import type { NewSummary, StreamEntry } from "../ports/stream-log.ts";
import { entryExtent } from "./entry-extent.ts";
import { createJobQueue } from "./job-queue.ts";
import type { SummarySettings } from "./summary-settings.ts";
import { type SummaryWriter, writeSummary } from "./write-summary.ts";

/**
 * Rolling summaries on the stream to servers. Each one stands for the session's actions from the first on; it is in the
 * log before anybody could prune what it stands for, and nothing waits for it.
 */
export interface Summaries {
  /** To be told of every entry, in order. Costs nothing for products without summaries. */
  note(entry: StreamEntry): void;
  /** Reads the end of the log again: what was due when the server stopped is due now. */
  resume(productIds: readonly string[]): Promise<void>;
  /** Since when the oldest action waits for its summary; entries of the log from then on must not be pruned. */
  neededSince(): EpochMs | undefined;
  /** Finishes what is being written, without waiting for a model. */
  stop(): Promise<void>;
}

interface Dependencies extends SummaryWriter {
  readonly store: Pick<Store, "findSession" | "recentActions"> & {
    readonly stream: Pick<Store["stream"], "head" | "entriesAfter">;
  };
  readonly settingsOf: (productId: string) => SummarySettings | undefined;
  /** Puts a summary into the log and, in its place, on the streams. */
  readonly append: (summary: NewSummary) => Promise<StreamEntry>;
  /** Sessions remembered; of others the next summary may come early. Default 20,000. */
  readonly maxSessions?: number;
}

interface SessionSummary {
  readonly productId: string;
  readonly sessionId: string;
  actionCount: number;
  /** Actions that the last summary stands for. */
  covered: number;
  previous: string;
  /** When the first action after the last summary was stored. */
  since: EpochMs;
}

/** Actions that a summary looks at; of longer sessions the earlier ones are only counted. */
const LOOK_BACK = 500;
const CONCURRENCY = 4;
const RETRY_MS = 30_000;
/** Entries read again when the server starts. Sessions without any among them were idle, and are summarised already. */
const RESUME_ENTRIES = 5_000;
const PAGE = 500;

export function createSummaries(dependencies: Dependencies): Summaries {
  const { store, clock, log, settingsOf, append, maxSessions = 20_000 } = dependencies;
  const sessions: BoundedMap<SessionSummary> = createBoundedMap(maxSessions);
  /** Sessions to be summarised now. */
  const due = new Set<string>();
  /** Sessions with actions that no summary stands for, and since when. */
  const waiting = new Map<string, EpochMs>();
  const timers = createWakeTimers(clock);
  const stopping = new AbortController();
  const queue = createJobQueue(CONCURRENCY, summariseSession);

  /** The session as it is after the entry. */
  function follow(entry: StreamEntry): SessionSummary {
    const { productId, sessionId, at } = entry;
    const key = keyOf(productId, sessionId);
    const known = sessions.get(key);
    const session = known ?? { productId, sessionId, actionCount: 0, covered: 0, previous: "", since: at };
    if (known === undefined) sessions.set(key, session);
    const extent = entryExtent(entry);
    if (extent.type === "summary") {
      session.covered = Math.max(session.covered, extent.covered);
      session.previous = extent.text;
    } else {
      if (session.actionCount <= session.covered) session.since = at;
      session.actionCount = Math.max(session.actionCount, extent.actionCount);
    }
    return session;
  }

  /** Summarises now, later, or not at all. */
  function plan(session: SessionSummary, settings: SummarySettings, lastAt: EpochMs): void {
    const key = keyOf(session.productId, session.sessionId);
    const pending = session.actionCount - session.covered;
    if (pending <= 0) return forget(key);
    waiting.set(key, session.since);
    if (pending >= settings.threshold) return demand(key);
    timers.set(key, Math.max(clock.now(), lastAt + settings.idleMs), () => demand(key));
  }

  /** Nothing of the session waits any more. */
  function forget(key: string): void {
    due.delete(key);
    waiting.delete(key);
    timers.set(key, undefined, () => {});
  }

  function demand(key: string): void {
    due.add(key);
    timers.set(key, undefined, () => {});
    queue.add(key);
  }

  async function summariseSession(key: string): Promise<void> {
    // Asked for while the one before was being written, which then turned out to be enough.
    if (!due.has(key)) return;
    const session = sessions.get(key);
    const settings = session && settingsOf(session.productId);
    if (session === undefined || settings === undefined) return forget(key);
    try {
      await bringUpToDate(session);
      due.delete(key);
      plan(session, settings, clock.now());
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ productId: session.productId, error: String(error) }, "summary failed");
      timers.set(key, clock.now() + RETRY_MS, () => queue.add(key));
    }
  }

  async function bringUpToDate(session: SessionSummary): Promise<void> {
    const { productId, sessionId, covered, previous } = session;
    const record = await store.findSession(productId, sessionId);
    // The count is read before the actions: what comes in between is told twice rather than not at all.
    const actionCount = record?.actionCount ?? 0;
    if (actionCount <= covered) {
      session.actionCount = covered;
      return;
    }
    const actions = await store.recentActions(productId, sessionId, LOOK_BACK);
    const newCount = actionCount - covered;
    const material = { productId, actions, actionCount, newCount, previous, signal: stopping.signal };
    const { text, origin } = await writeSummary(dependencies, material);
    // A person who was erased while the model wrote must not come back in its words.
    if ((await store.findSession(productId, sessionId)) === undefined) {
      session.actionCount = covered;
      return;
    }
    const at = clock.now();
    await append({ productId, sessionId, at, summary: text, replaces: actionCount, origin });
    Object.assign(session, { covered: actionCount, previous: text, since: at });
  }

  async function resumeProduct(productId: string): Promise<void> {
    const settings = settingsOf(productId);
    if (settings === undefined) return;
    const latest = new Map<string, { readonly session: SessionSummary; readonly at: EpochMs }>();
    const head = await store.stream.head(productId);
    for (let position = Math.max(0, head - RESUME_ENTRIES); position < head; ) {
      const { entries } = await store.stream.entriesAfter(productId, position, PAGE);
      for (const entry of entries) latest.set(entry.sessionId, { session: follow(entry), at: entry.at });
      position = entries.at(-1)?.position ?? head;
    }
    for (const { session, at } of latest.values()) plan(session, settings, at);
  }

  return {
    note(entry) {
      const settings = settingsOf(entry.productId);
      if (settings === undefined || entry.type === "summary") return;
      plan(follow(entry), settings, entry.at);
    },
    async resume(productIds) {
      for (const productId of productIds) await resumeProduct(productId);
    },
    neededSince() {
      let oldest: EpochMs | undefined;
      for (const since of waiting.values()) if (oldest === undefined || since < oldest) oldest = since;
      return oldest;
    },
    async stop() {
      stopping.abort();
      timers.stop();
      await queue.stop();
      // What ended last may have set one more.
      timers.stop();
    },
  };
}

function keyOf(productId: string, sessionId: string): string {
  return `${productId}\0${sessionId}`;
}
