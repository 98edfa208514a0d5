import type { HoldReason } from "../gate/hold-reason.ts";
import type { EpochMs } from "../ids.ts";
import type { Offer, OfferReport } from "../offers/offer.ts";
import type { ConditionResult } from "../triggers/condition.ts";
import type { TourOutcome } from "../wire/page-api.ts";
import type { ConversationEvent } from "./input.ts";

/** What the shell must do, as data. Frames carry their position in the session's stream, so doing it twice is harmless. */
export type EngineEffect =
  | { readonly type: "publish"; readonly offset: number; readonly frame: EngineFrame }
  /** The offer is new or changed: store it. */
  | { readonly type: "save-offer"; readonly offer: Offer };

export type EngineFrame =
  | { readonly event: "offer"; readonly offer: Offer }
  | { readonly event: "withdraw"; readonly offerId: string; readonly reason: string }
  | {
      readonly event: "tour";
      readonly tourId: string;
      readonly runId: string;
      readonly state: "started" | "ended";
      /** It waits for a tab to play it. */
      readonly unclaimed?: true;
    };

/** A ledger row: something was decided or became a fact. */
export type LedgerNote =
  | { readonly type: "fired"; readonly triggerId: string; readonly offerId: string; readonly result: ConditionResult }
  | {
      readonly type: "held";
      readonly triggerId: string;
      readonly reason: HoldReason;
      readonly until?: EpochMs;
      /** With `gate_error`: what went wrong. */
      readonly detail?: string;
      readonly result: ConditionResult;
    }
  /** A proposal waited too long for the user to stop typing and was given up. */
  | { readonly type: "dropped"; readonly triggerId: string; readonly reason: "typing"; readonly waitedMs: number }
  /** All was right, but the trigger is on trial or the user in the holdout: recorded instead of offered. */
  | {
      readonly type: "shadow-offered";
      readonly triggerId: string;
      readonly shadowId: string;
      readonly why: "shadow" | "holdout";
      readonly result: ConditionResult;
    }
  /** Did the user reach the goal without help, within the policy's `aloneWithinS`? */
  | {
      readonly type: "shadow-resolved";
      readonly triggerId: string;
      readonly shadowId: string;
      readonly reachedAlone: boolean;
      /** From the recorded offer to the goal, or to the end of the wait. */
      readonly afterMs: number;
    }
  | { readonly type: "quiet"; readonly triggerId: string; readonly reason: "not_met" | "page_mismatch" }
  | { readonly type: "trigger-error"; readonly triggerId: string; readonly message: string }
  | {
      readonly type: "outcome";
      readonly triggerId: string;
      readonly offerId: string;
      readonly outcome: OfferReport | "withdrawn" | "completed" | "unseen";
      /** The chosen option of an acceptance, or the scope of a snooze. */
      readonly option?: string;
      readonly reason?: string;
    }
  /** In a vendor's chat: somebody of the team took over or left, or what was to be said there did not arrive. */
  | {
      readonly type: "conversation";
      readonly bridge: string;
      readonly event: ConversationEvent;
      /** With `undeliverable`: why, as a stable code. */
      readonly code?: string;
    }
  | {
      readonly type: "tour";
      readonly tourId: string;
      readonly runId: string;
      readonly event: "started" | "step" | TourOutcome;
      readonly step: number;
    };

/** What the caller of an `outcome` or a `tour-claimed` is told; of a claim that was heard nothing. */
export type OutcomeAnswer =
  | { readonly type: "ok"; readonly offer: Offer }
  /** No such offer in this session's recent memory. */
  | { readonly type: "unknown" }
  /** Another tab shows or plays it. */
  | { readonly type: "claimed" }
  /** It ended in a way that contradicts the report, or is not the current offer. */
  | { readonly type: "not-open" };
