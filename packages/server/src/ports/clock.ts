import type { EpochMs } from "@usher/core";

/** The only source of time in the server, so that tests can own it. */
export interface Clock {
  now(): EpochMs;
  /** Calls back once, at or soon after the moment. Returns what cancels it. */
  at(moment: EpochMs, callback: () => void): () => void;
  /** Calls back every `everyMs`. Returns what stops it. */
  every(everyMs: number, callback: () => void): () => void;
}
