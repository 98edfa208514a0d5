import type { ActionsPayload } from "@usher/core/documented";

/** Prose that stands for everything a session did up to a moment. */
export interface SessionSummary {
  readonly productId: string;
  readonly sessionId: string;
  readonly text: string;
  /** Counts the session's summaries, from 1; each one covers those before it. */
  readonly version: number;
  /** `extract`: counted and quoted, because there is no model or it did not answer. */
  readonly origin: "model" | "extract";
  /** How many of the session's actions it stands for. */
  readonly actionCount: number;
  /** The payloads it stands for beyond the summary before. */
  readonly replaced: readonly ActionsPayload[];
  /** Payloads that came while it was made; it says nothing about them. */
  readonly remaining: readonly ActionsPayload[];
}

/**
 * Takes a summary to where it belongs. The actions it replaces are kept until the promise is fulfilled; when it is
 * rejected, they stay and a summary is tried again.
 */
export type SummaryListener = (summary: SessionSummary) => unknown;
