import type { EpochMs } from "../ids.ts";

/** Why a proposal that fired was not offered. Codes are stable: ledger, explain, console and docs use them. */
export type HoldReason =
  | "opted_out"
  | "consent"
  | "paused"
  | "quiet_hours"
  | "wrong_state"
  | "offer_open"
  | "cooldown"
  | "trigger_cooldown"
  | "budget"
  | "goal_reached"
  | "mastered"
  | "page_mismatch"
  | "anchor_missing"
  | "no_audience"
  | "page_age"
  | "typing"
  | "shadow"
  | "holdout"
  /** A rule failed: silence is the safe side, and the hold says what went wrong. */
  | "gate_error";

export interface Hold {
  readonly reason: HoldReason;
  /** When the hold ends by itself; undefined when only something happening can end it. */
  readonly until?: EpochMs;
  /** With `gate_error`: the message of what was thrown. With `wrong_state`: what is going on, when the state does not say. */
  readonly detail?: string;
}

export type GateAnswer = { readonly ok: true } | ({ readonly ok: false } & Hold);
