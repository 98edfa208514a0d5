import { UsherError } from "@usher/core";
import { type ActionsPayload, mergeActionsPayloads, payloadToText } from "@usher/core/documented";
import { sessionKey } from "../session-key.ts";
import { SessionLanes } from "../session-lanes.ts";
import { sleep } from "../sleep.ts";
import { withDeadline } from "../with-deadline.ts";
import type { SessionSummary } from "./session-summary.ts";
import { type AgentContextWriterOptions, completeWriterOptions, type WriterSettings } from "./writer-options.ts";

interface Job {
  /** Never rejects. */
  readonly run: () => Promise<void>;
  readonly drop: () => void;
}

interface Waiting {
  readonly payloads: ActionsPayload[];
  readonly firstAt: number;
  cancel: () => void;
}

/**
 * Writes what sessions do to wherever an agent reads it: actions as they come, gathered for a moment, and summaries
 * in their place. For one session everything is written in order, one write at a time, each with a deadline.
 *
 * A summary is written before the actions it replaces disappear; actions that came while it was made are written again
 * behind it, so that overwriting never loses them.
 */
export class AgentContextWriter {
  readonly #settings: WriterSettings;
  readonly #waiting = new Map<string, Waiting>();
  readonly #lanes: SessionLanes<Job>;
  /** Jobs taken and not finished. */
  readonly #writing = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: AgentContextWriterOptions) {
    this.#settings = completeWriterOptions(options);
    this.#lanes = new SessionLanes({
      concurrency: this.#settings.concurrency,
      maxPending: this.#settings.maxQueueSize,
      overflow: "drop-newest",
      run: (job) => job.run(),
      onDrop: (job) => job.drop(),
    });
    const { summarizer, overwriteWithSummary } = this.#settings;
    this.#unsubscribe =
      summarizer && overwriteWithSummary ? summarizer.onSummary((summary) => this.#overwrite(summary)) : () => {};
  }

  /** Takes a payload and returns at once. One without a session is counted and left: it could be anybody's. */
  add(payload: ActionsPayload): void {
    const { summarizer, writeActions, onMetric } = this.#settings;
    const { productId } = payload;
    const { sessionId } = payload;
    if (!sessionId)
      return onMetric({
        type: "event-dropped",
        reason: "no_session",
        eventType: "actions",
        productId,
        sessionId: null,
      });
    if (writeActions) this.#gather(sessionKey(productId, sessionId), payload);
    summarizer?.add(payload);
  }

  /** Writes what is gathered now, and resolves when everything taken so far is written or has failed. */
  async flush(): Promise<void> {
    for (const key of [...this.#waiting.keys()]) this.#writeGathered(key);
    await Promise.all(this.#writing);
  }

  /** Writes what is left; afterwards summaries are no longer written. Safe to call twice. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.flush();
    this.#closing.abort();
  }

  #gather(key: string, payload: ActionsPayload): void {
    const { debounceMs, maxWaitMs, clock } = this.#settings;
    const waiting = this.#waiting.get(key) ?? { payloads: [], firstAt: clock.now(), cancel: () => {} };
    this.#waiting.set(key, waiting);
    waiting.payloads.push(payload);
    waiting.cancel();
    if (debounceMs === 0) return this.#writeGathered(key);
    // A user who never pauses would otherwise never be written.
    const waitMs = Math.min(debounceMs, waiting.firstAt + maxWaitMs - clock.now());
    waiting.cancel = clock.after(Math.max(0, waitMs), () => this.#writeGathered(key));
  }

  #writeGathered(key: string): void {
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    waiting.cancel();
    this.#waiting.delete(key);
    const payload = mergeActionsPayloads(waiting.payloads);
    const sessionId = payload.sessionId ?? "";
    void this.#inLane(key, sessionId, () => this.#writePayload(payload)).catch(() => {});
  }

  /** Resolves when the summary is written: until then the summarizer keeps the actions. */
  #overwrite(summary: SessionSummary): Promise<void> {
    const { sessionId, productId, text, remaining } = summary;
    const key = sessionKey(productId, sessionId);
    // What is still gathered came before: it must not be written behind a summary that covers it.
    this.#writeGathered(key);
    return this.#inLane(key, sessionId, async () => {
      await this.#attempt("overwrite_with_summary", sessionId, (signal) =>
        this.#settings.overwriteWithSummary?.(sessionId, text, { productId, signal }),
      );
      if (remaining.length > 0) await this.#writePayload(mergeActionsPayloads(remaining)).catch(() => {});
    });
  }

  /** Runs after everything taken for this session before; settles as the work does. */
  #inLane(key: string, sessionId: string, work: () => Promise<void>): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      const drop = (): void => reject(this.#report("queue", sessionId, "too many writes are waiting"));
      void this.#lanes.offer(key, { run: () => work().then(resolve, reject), drop });
    });
    const settled = done
      .catch(() => {})
      .then(() => {
        this.#writing.delete(settled);
      });
    this.#writing.add(settled);
    return done;
  }

  #writePayload(payload: ActionsPayload): Promise<void> {
    const { writeActions } = this.#settings;
    const { productId } = payload;
    const sessionId = payload.sessionId ?? "";
    return this.#attempt("write_actions", sessionId, (signal) =>
      writeActions?.(sessionId, payloadToText(payload), { productId, payload, signal }),
    );
  }

  /** Tries a few times, then reports and throws. */
  async #attempt(operation: string, sessionId: string, work: (signal: AbortSignal) => unknown): Promise<void> {
    const { clock, deadlineMs, retries, retryMs } = this.#settings;
    for (let attempt = 0; ; attempt++) {
      try {
        return void (await withDeadline(clock, deadlineMs, operation, work));
      } catch (cause) {
        if (attempt < retries) {
          await sleep(clock, retryMs * 2 ** attempt, this.#closing.signal);
          continue;
        }
        throw this.#report(operation, sessionId, `${operation} failed ${attempt + 1} times`, cause);
      }
    }
  }

  #report(operation: string, sessionId: string, what: string, cause?: unknown): UsherError {
    const error = new UsherError("write_failed", what, { cause });
    this.#settings.onMetric({ type: "write-failed", operation, sessionId });
    this.#settings.onError(error);
    return error;
  }
}
