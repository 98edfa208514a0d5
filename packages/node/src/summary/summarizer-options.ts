import type { UsherError } from "@usher/core";
import { checkCount, checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Llm } from "../llm.ts";
import type { OnMetric } from "../metric.ts";
import { safeCallback } from "../safe-callback.ts";
import type { SummaryListener } from "./session-summary.ts";
import { checkSummaryPrompt, DEFAULT_SUMMARY_PROMPT } from "./summary-prompt.ts";

export interface SessionSummarizerOptions {
  /** Left out: summaries are counted and quoted from the actions. */
  readonly llm?: Llm;
  /** Actions after which a summary is made. Default 10. */
  readonly threshold?: number;
  /** With `{actions}` and, for the summary so far, `{summary}`. */
  readonly prompt?: string;
  /** Sessions remembered; the one without news for longest goes first. Default 10,000. */
  readonly maxSessions?: number;
  /** Actions kept for a session whose summary cannot be delivered; the oldest go first. Default 1,000. */
  readonly maxPendingActions?: number;
  /** Summaries made at the same time. Default 4. */
  readonly concurrency?: number;
  /** Then the summary is made without the model. Default 8,000. */
  readonly llmTimeoutMs?: number;
  /** For one listener to take a summary. Default 60,000. */
  readonly deliveryTimeoutMs?: number;
  /** First wait before a summary that could not be delivered is tried again; doubles up to a minute. Default 1,000. */
  readonly retryMs?: number;
  readonly onSummary?: SummaryListener;
  readonly onError?: (error: UsherError) => void;
  readonly onMetric?: OnMetric;
  readonly clock?: Clock;
}

export interface SummarizerSettings {
  readonly llm: Llm | undefined;
  readonly threshold: number;
  readonly prompt: string;
  readonly maxSessions: number;
  readonly maxPendingActions: number;
  readonly concurrency: number;
  readonly llmTimeoutMs: number;
  readonly deliveryTimeoutMs: number;
  readonly retryMs: number;
  readonly onError: (error: UsherError) => void;
  readonly onMetric: OnMetric;
  readonly clock: Clock;
}

/** Throws UsherError `option_invalid`, with the path. */
export function completeSummarizerOptions(options: SessionSummarizerOptions): SummarizerSettings {
  return {
    llm: options.llm,
    threshold: checkCount("threshold", options.threshold ?? 10, 1),
    prompt: checkSummaryPrompt(options.prompt ?? DEFAULT_SUMMARY_PROMPT),
    maxSessions: checkCount("maxSessions", options.maxSessions ?? 10_000, 1),
    maxPendingActions: checkCount("maxPendingActions", options.maxPendingActions ?? 1_000, 1),
    concurrency: checkCount("concurrency", options.concurrency ?? 4, 1),
    llmTimeoutMs: checkLimit("llmTimeoutMs", options.llmTimeoutMs ?? 8_000, 1),
    deliveryTimeoutMs: checkLimit("deliveryTimeoutMs", options.deliveryTimeoutMs ?? 60_000, 1),
    retryMs: checkLimit("retryMs", options.retryMs ?? 1_000, 1),
    onError: safeCallback(options.onError),
    onMetric: safeCallback(options.onMetric),
    clock: options.clock ?? systemClock,
  };
}
