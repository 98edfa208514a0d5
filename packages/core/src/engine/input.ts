import type { Action } from "../actions/action.ts";
import type { OfferReport } from "../offers/offer.ts";
import type { TourOutcome } from "../wire/page-api.ts";

/** Everything that can happen to a session. Applying the same input twice changes nothing (S7). */
export type EngineInput =
  | { readonly type: "actions"; readonly actions: readonly Action[] }
  /** Whether a page that could show an offer is connected. */
  | { readonly type: "presence"; readonly audience: boolean }
  | {
      readonly type: "outcome";
      readonly offerId: string;
      readonly report: OfferReport;
      /** Id of the chosen option; with `accepted`. */
      readonly option?: string;
      readonly tabId?: string;
    }
  | { readonly type: "tour-started"; readonly tourId: string; readonly runId: string; readonly offerId?: string }
  | { readonly type: "tour-step"; readonly tourId: string; readonly runId: string; readonly step: number }
  | {
      readonly type: "tour-ended";
      readonly tourId: string;
      readonly runId: string;
      readonly outcome: TourOutcome;
      readonly step: number;
    }
  | { readonly type: "chat-opened" }
  | { readonly type: "chat-message" }
  | { readonly type: "chat-closed" }
  | { readonly type: "identified"; readonly userId: string }
  | { readonly type: "preferences"; readonly dial: "on" | "quiet" | "off"; readonly snoozedUntil: number | null }
  /** A moment the engine asked to be woken at. */
  | { readonly type: "wake" };
