import { UsherError } from "@usher/core";
import { type ActionsPayload, slimActionToText } from "@usher/core/documented";
import { sessionKey } from "../session-key.ts";
import { SessionLanes } from "../session-lanes.ts";
import { withDeadline } from "../with-deadline.ts";
import { type ActivityDigest, EMPTY_DIGEST } from "./activity-digest.ts";
import { makeSummary } from "./make-summary.ts";
import type { SessionSummary, SummaryListener } from "./session-summary.ts";
import {
  completeSummarizerOptions,
  type SessionSummarizerOptions,
  type SummarizerSettings,
} from "./summarizer-options.ts";

const MAX_RETRY_MS = 60_000;
const MAX_DOUBLINGS = 20;

interface Session {
  readonly productId: string;
  readonly sessionId: string;
  /** Not yet in a summary that was delivered. */
  pending: readonly ActionsPayload[];
  text: string;
  version: number;
  actionCount: number;
  digest: ActivityDigest;
  /** The summary under way, if there is one. */
  making: { readonly done: Promise<void>; readonly finish: () => void } | undefined;
  failures: number;
  cancelRetry: () => void;
}

/**
 * Keeps a rolling summary of every session: after `threshold` actions, what is pending is folded into the summary
 * so far. Actions leave only when every listener has taken the summary that replaces them.
 */
export class SessionSummarizer {
  readonly #settings: SummarizerSettings;
  readonly #listeners = new Set<SummaryListener>();
  /** In the order of last news: the first one is forgotten first. */
  readonly #sessions = new Map<string, Session>();
  readonly #lanes: SessionLanes<Session>;

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: SessionSummarizerOptions = {}) {
    this.#settings = completeSummarizerOptions(options);
    if (options.onSummary) this.#listeners.add(options.onSummary);
    this.#lanes = new SessionLanes({
      concurrency: this.#settings.concurrency,
      maxPending: Number.POSITIVE_INFINITY,
      overflow: "wait",
      run: (session) => this.#run(session),
      onDrop: () => {},
    });
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** Adds a listener; the result removes it. Listeners are called one after another, in the order added. */
  onSummary(listener: SummaryListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes a payload and returns at once. One without a session is counted and left: it could be anybody's. */
  add(payload: ActionsPayload): void {
    const { productId, sessionId, actions } = payload;
    if (!sessionId) return this.#countDropped("no_session", payload);
    if (actions.length === 0) return;
    const session = this.#touch(productId, sessionId);
    session.pending = [...session.pending, payload];
    this.#dropOldest(session);
    if (countActions(session.pending) >= this.#settings.threshold) void this.#queue(session);
  }

  /** The summary so far and the actions since, as text; empty when nothing is known. */
  getContext(sessionId: string, productId = ""): string {
    const session = this.#sessions.get(sessionKey(productId, sessionId));
    if (!session) return "";
    const lines = session.pending.flatMap(({ actions }) => actions).map(slimActionToText);
    return [session.text && `Summary: ${session.text}`, ...lines].filter((part) => part !== "").join("\n");
  }

  /** Summarises what is pending, below the threshold as well, and resolves when that is done. */
  async flush(): Promise<void> {
    const pending = [...this.#sessions.values()].filter((session) => session.pending.length > 0);
    await Promise.all(pending.map((session) => this.#queue(session)));
  }

  /** Summarises what is pending of a session that is over, then forgets it. */
  async endSession(sessionId: string, productId = ""): Promise<void> {
    const session = this.#sessions.get(sessionKey(productId, sessionId));
    if (!session) return;
    // What came while one summary was made needs another.
    while (session.pending.length > 0 && session.failures === 0) await this.#queue(session);
    this.reset(sessionId, productId);
  }

  /** Forgets a session at once. */
  reset(sessionId: string, productId = ""): void {
    this.#forget(sessionKey(productId, sessionId));
  }

  #touch(productId: string, sessionId: string): Session {
    const key = sessionKey(productId, sessionId);
    const session = this.#sessions.get(key) ?? newSession(productId, sessionId);
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    if (this.#sessions.size > this.#settings.maxSessions) this.#evictOldest();
    return session;
  }

  #evictOldest(): void {
    const [entry] = this.#sessions;
    if (!entry) return;
    const [key, { sessionId, pending }] = entry;
    this.#settings.onMetric({ type: "session-evicted", sessionId, actionCount: countActions(pending) });
    this.#forget(key);
  }

  #forget(key: string): void {
    this.#sessions.get(key)?.cancelRetry();
    this.#sessions.delete(key);
  }

  #dropOldest(session: Session): void {
    while (session.pending.length > 1 && countActions(session.pending) > this.#settings.maxPendingActions) {
      const [oldest, ...newer] = session.pending;
      session.pending = newer;
      if (oldest) this.#countDropped("pending_full", oldest);
    }
  }

  #countDropped(reason: string, { productId, sessionId }: ActionsPayload): void {
    this.#settings.onMetric({ type: "event-dropped", reason, eventType: "actions", productId, sessionId });
  }

  #queue(session: Session): Promise<void> {
    if (session.making) return session.making.done;
    let finish = (): void => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    session.making = { done, finish };
    session.cancelRetry();
    void this.#lanes.offer(sessionKey(session.productId, session.sessionId), session);
    return done;
  }

  async #run(session: Session): Promise<void> {
    await this.#summarise(session);
    session.making?.finish();
    session.making = undefined;
    if (!this.#isCurrent(session)) return;
    if (session.failures > 0) this.#retryLater(session);
    else if (countActions(session.pending) >= this.#settings.threshold) void this.#queue(session);
  }

  async #summarise(session: Session): Promise<void> {
    const { clock, onMetric, onError } = this.#settings;
    const replaced = session.pending;
    const startedAt = clock.now();
    const made = await makeSummary(this.#settings, session, replaced);
    if (made.modelError !== undefined)
      onError(new UsherError("llm_unavailable", "the summary was made without the model", { cause: made.modelError }));
    const summary = {
      productId: session.productId,
      sessionId: session.sessionId,
      text: made.text,
      version: session.version + 1,
      origin: made.origin,
      actionCount: session.actionCount + countActions(replaced),
      replaced,
    };
    const delivered = this.#isCurrent(session) && (await this.#deliver(session, summary));
    if (!delivered) {
      session.failures = Math.min(session.failures + 1, MAX_DOUBLINGS);
      return;
    }
    session.pending = without(session.pending, replaced);
    Object.assign(session, { text: made.text, version: summary.version, digest: made.digest, failures: 0 });
    session.actionCount = summary.actionCount;
    const { sessionId, origin, actionCount } = summary;
    onMetric({ type: "summary-made", origin, sessionId, elapsedMs: clock.now() - startedAt, actionCount });
  }

  async #deliver(session: Session, summary: Omit<SessionSummary, "remaining">): Promise<boolean> {
    const { clock, deliveryTimeoutMs, onError } = this.#settings;
    try {
      for (const listener of this.#listeners) {
        const remaining = without(session.pending, summary.replaced);
        await withDeadline(clock, deliveryTimeoutMs, "delivering a summary", () => listener({ ...summary, remaining }));
      }
      return true;
    } catch (cause) {
      onError(new UsherError("summary_undelivered", "a summary was not taken; its actions are kept", { cause }));
      return false;
    }
  }

  #retryLater(session: Session): void {
    const waitMs = Math.min(MAX_RETRY_MS, this.#settings.retryMs * 2 ** (session.failures - 1));
    session.cancelRetry = this.#settings.clock.after(waitMs, () => void this.#queue(session));
  }

  /** False once the session was reset or evicted: what is under way for it must not bring it back. */
  #isCurrent(session: Session): boolean {
    return this.#sessions.get(sessionKey(session.productId, session.sessionId)) === session;
  }
}

function newSession(productId: string, sessionId: string): Session {
  const fresh = { pending: [], text: "", version: 0, actionCount: 0, digest: EMPTY_DIGEST };
  return { productId, sessionId, ...fresh, making: undefined, failures: 0, cancelRetry: () => {} };
}

function without(payloads: readonly ActionsPayload[], gone: readonly ActionsPayload[]): readonly ActionsPayload[] {
  return payloads.filter((payload) => !gone.includes(payload));
}

function countActions(payloads: readonly ActionsPayload[]): number {
  return payloads.reduce((total, { actions }) => total + actions.length, 0);
}
