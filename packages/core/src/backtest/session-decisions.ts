import type { EpochMs } from "../ids.ts";

/** What one set of rules did in one session. */
export interface SessionDecisions {
  readonly offers: readonly DecidedOffer[];
  readonly holds: readonly { readonly triggerId: string; readonly reason: string }[];
  /** Ids of triggers that threw, one entry per time it was noted. */
  readonly errors: readonly string[];
}

export interface DecidedOffer {
  readonly triggerId: string;
  readonly at: EpochMs;
  /** Whether the goal was reached afterwards, in time; and whether without help. */
  readonly goal: "reached" | "reached_anyway" | "open";
  readonly outcome: LiveOutcome | undefined;
}

/** What became of the live offer that corresponds to it. */
export interface LiveOutcome {
  readonly shown: boolean;
  readonly end: "accepted" | "dismissed" | "other";
}
