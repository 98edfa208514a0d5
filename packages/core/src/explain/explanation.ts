import type { EpochMs } from "../ids.ts";
import type { OfferStatus } from "../offers/offer.ts";
import type { AgentStateName } from "../session/agent-state.ts";

/** What the engine thought of a session at a moment. */
export interface Explanation {
  readonly sessionId: string;
  readonly userId: string | null;
  readonly at: EpochMs;
  /** The latest moment at which something was decided; between two such moments nothing changes. */
  readonly decidedAt: EpochMs;
  readonly state: AgentStateName;
  /** Address of the page the user was on; null before the first. */
  readonly page: string | null;
  /** Actions in the window. */
  readonly actionCount: number;
  /** Whether a page listened. */
  readonly audience: boolean;
  /** The latest offer, open or ended. */
  readonly offer: { readonly offerId: string; readonly triggerId: string; readonly status: OfferStatus } | null;
  /** In the order in which they are judged. */
  readonly triggers: readonly TriggerExplanation[];
}

export interface TriggerExplanation {
  readonly triggerId: string;
  /**
   * What the ledger calls it: `offered`, `held`, `not_met`, `page_mismatch`, `error`, or another word of the engine;
   * `not_judged` before the first step.
   */
  readonly verdict: string;
  /** Why it was held. */
  readonly reason?: string;
  /** When the hold ends by itself. */
  readonly until?: EpochMs;
  readonly offerId?: string;
  /** When the verdict became what it is. */
  readonly since?: EpochMs;
  readonly page: { readonly patterns: readonly string[]; readonly met: boolean };
  /** Null when the condition threw; `error` then says what. */
  readonly when: ConditionExplanation | null;
  /** The goal that makes the help moot. */
  readonly goal: ConditionExplanation | null;
  readonly error?: string;
}

export interface ConditionExplanation {
  readonly condition: string;
  readonly met: boolean;
  readonly value?: number;
  readonly threshold?: number;
  /** How far the value is from the threshold; 0 once met. Only where something is counted or timed. */
  readonly distance?: number;
  /** The moment at which the answer could change although nothing happens. */
  readonly recheckAt?: EpochMs;
  readonly children?: readonly ConditionExplanation[];
}
