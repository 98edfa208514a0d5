import type { EpochMs } from "../ids.ts";

/** Why a proposal that fired was not offered. Codes are stable: ledger, explain, console and docs use them. */
export type HoldReason =
  | "opted_out"
  | "paused"
  | "wrong_state"
  | "offer_open"
  | "cooldown"
  | "trigger_cooldown"
  | "budget"
  | "goal_reached"
  | "no_audience";

export interface Hold {
  readonly reason: HoldReason;
  /** When the hold ends by itself; undefined when only something happening can end it. */
  readonly until?: EpochMs;
}

export type GateAnswer = { readonly ok: true } | ({ readonly ok: false } & Hold);
