import type { Action } from "../actions/action.ts";
import type { LocalZone } from "../gate/local-zone.ts";
import type { SnoozeScope } from "../gate/snooze.ts";
import type { EpochMs } from "../ids.ts";
import type { OfferReport } from "../offers/offer.ts";
import type { TourOutcome } from "../wire/page-api.ts";

/** What can happen to a conversation in a vendor's chat, beside the user's own messages. */
export type ConversationEvent = "human-joined" | "human-left" | "undeliverable";

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
      /** With `snoozed`: what the user wants to be left alone by. Default `hour`. */
      readonly scope?: SnoozeScope;
      readonly tabId?: string;
    }
  | {
      readonly type: "tour-started";
      readonly tourId: string;
      readonly runId: string;
      readonly offerId?: string;
      /** Chosen outside the page, e.g. in a vendor's chat: a tab of Usher's own is to play it. */
      readonly unclaimed?: boolean;
    }
  /** A tab asks to be the one that plays an unclaimed run. */
  | { readonly type: "tour-claimed"; readonly runId: string; readonly tabId: string }
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
  /** A conversation in a vendor's chat: a person of the team joined or left it, or a message could not get there. */
  | {
      readonly type: "conversation";
      readonly bridge: string;
      readonly event: ConversationEvent;
      /** With `undeliverable`: why, as a stable code. */
      readonly code?: string;
    }
  | { readonly type: "identified"; readonly userId: string }
  /** The person's own wishes; what is left out stays as it is. */
  | {
      readonly type: "preferences";
      readonly dial?: "on" | "quiet" | "off";
      readonly snoozedUntil?: EpochMs | null;
      /** Leave the person alone from now on; never cuts a longer silence short. */
      readonly snooze?: Exclude<SnoozeScope, "tip">;
      /** The triggers the person does not want to hear from, all of them. */
      readonly muted?: readonly string[];
      readonly zone?: LocalZone;
    }
  /** Whether the user agreed to be helped this way, as the host's consent dialogue told the page. */
  | { readonly type: "consent"; readonly granted: boolean }
  /** Which of the anchors that triggers name are on the page the user is on. Others keep what was known of them. */
  | { readonly type: "anchors"; readonly present: readonly string[]; readonly missing: readonly string[] }
  /** A moment the engine asked to be woken at. */
  | { readonly type: "wake" };
