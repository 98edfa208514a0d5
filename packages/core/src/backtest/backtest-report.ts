import type { EpochMs } from "../ids.ts";

/** What rules would have done over stored sessions. Counts are of offers that passed the gate. */
export interface BacktestReport {
  readonly sessions: number;
  readonly people: number;
  readonly actions: number;
  /** Beginning of the first session and of the last; null without sessions. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly draft: RulesReport;
  /** What the draft is compared with: other rules on the same sessions, or what really happened. */
  readonly baseline: RulesReport & { readonly kind: "rules" | "live" };
  /** Per trigger of either side, in order of the draft. */
  readonly changes: readonly TriggerChange[];
}

export interface RulesReport {
  readonly offers: number;
  readonly offersPer1000Sessions: number;
  readonly sessionsWithOffer: number;
  /** Offers per person over the whole time, people without any included. */
  readonly load: LoadReport;
  readonly triggers: readonly TriggerReport[];
  /** Triggers that both made an offer in the same session, most frequent first. */
  readonly overlaps: readonly Overlap[];
}

export interface LoadReport {
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

export interface TriggerReport {
  readonly triggerId: string;
  readonly offers: number;
  readonly offersPer1000Sessions: number;
  readonly people: number;
  /** How often it was held, by reason; each change of mind counts once. */
  readonly holds: Readonly<Record<string, number>>;
  readonly errors: number;
  /** Offers after which the goal was reached in the same session within the policy's `aloneWithinS`. */
  readonly goalReached: number;
  /** Those of them in which nobody had accepted help: the user got there anyway. */
  readonly goalReachedAnyway: number;
  /** What became of live offers of this trigger that were made near the same moment. */
  readonly outcomes: OutcomeReport;
}

export interface OutcomeReport {
  readonly matched: number;
  readonly shown: number;
  readonly accepted: number;
  readonly dismissed: number;
}

export interface Overlap {
  readonly triggers: readonly [string, string];
  readonly sessions: number;
}

export interface TriggerChange {
  readonly triggerId: string;
  readonly draftOffers: number;
  readonly baselineOffers: number;
  /** Sessions in which only one side, or both, made an offer of this trigger. */
  readonly onlyDraft: number;
  readonly onlyBaseline: number;
  readonly both: number;
}
