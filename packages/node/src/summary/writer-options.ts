import type { UsherError } from "@usher/core";
import type { ActionsPayload } from "@usher/core/documented";
import { checkCount, checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { OnMetric } from "../metric.ts";
import { safeCallback } from "../safe-callback.ts";
import type { SessionSummarizer } from "./session-summarizer.ts";

export interface AgentContextWriterOptions {
  /** Fed with every payload; its summaries are written. */
  readonly summarizer?: SessionSummarizer;
  /** Adds a text to what the agent reads about a session. */
  readonly writeActions?: (
    sessionId: string,
    text: string,
    info: { readonly productId: string; readonly payload: ActionsPayload; readonly signal: AbortSignal },
  ) => unknown;
  /** Puts a summary in the place of everything written about a session so far. */
  readonly overwriteWithSummary?: (
    sessionId: string,
    summary: string,
    info: { readonly productId: string; readonly signal: AbortSignal },
  ) => unknown;
  /** Actions are gathered until there were none for so long. Default 0: each payload is written at once. */
  readonly debounceMs?: number;
  /** The longest that gathering may take. Default 2,000, or `debounceMs` when that is more. */
  readonly maxWaitMs?: number;
  /** For one write. Default 10,000. */
  readonly deadlineMs?: number;
  /** Further attempts for a write that failed. Default 2. */
  readonly retries?: number;
  /** Before the first of them; doubles each time. Default 500. */
  readonly retryMs?: number;
  /** Writes at the same time, each for another session. Default 16. */
  readonly concurrency?: number;
  /** Writes taken and not finished. Beyond it a write is not taken, and reported. Default 10,000. */
  readonly maxQueueSize?: number;
  readonly onError?: (error: UsherError) => void;
  readonly onMetric?: OnMetric;
  readonly clock?: Clock;
}

type Limits =
  | "debounceMs"
  | "maxWaitMs"
  | "deadlineMs"
  | "retries"
  | "retryMs"
  | "concurrency"
  | "maxQueueSize"
  | "onError"
  | "clock";
export type WriterSettings = Required<Pick<AgentContextWriterOptions, Limits | "onMetric">> &
  Pick<AgentContextWriterOptions, "summarizer" | "writeActions" | "overwriteWithSummary">;

/** Throws UsherError `option_invalid`, with the path. */
export function completeWriterOptions(options: AgentContextWriterOptions): WriterSettings {
  const debounceMs = checkLimit("debounceMs", options.debounceMs ?? 0, 0);
  return {
    ...options,
    debounceMs,
    maxWaitMs: checkLimit("maxWaitMs", options.maxWaitMs ?? Math.max(2_000, debounceMs), debounceMs),
    deadlineMs: checkLimit("deadlineMs", options.deadlineMs ?? 10_000, 1),
    retries: checkCount("retries", options.retries ?? 2, 0),
    retryMs: checkLimit("retryMs", options.retryMs ?? 500, 0),
    maxQueueSize: checkCount("maxQueueSize", options.maxQueueSize ?? 10_000, 1),
    concurrency: checkCount("concurrency", options.concurrency ?? 16, 1),
    onError: safeCallback(options.onError),
    onMetric: safeCallback(options.onMetric),
    clock: options.clock ?? systemClock,
  };
}
