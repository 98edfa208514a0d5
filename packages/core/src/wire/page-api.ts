import type { RawEvent } from "./raw-event.ts";

/** `POST /v1/session`, authorised by the publishable key. */
export interface SessionRequest {
  /** Given back by an earlier reply; proves that this browser is the same visitor. */
  readonly visitor?: { readonly id: string; readonly secret: string };
  readonly identity?: IdentityRequest;
  /** True after `reset()`: forget the visitor's identity and start a new session. */
  readonly reset?: boolean;
  /** The browser's time zone, IANA name, e.g. `Europe/Berlin`: for quiet hours and "today". */
  readonly zone?: string;
}

export interface IdentityRequest {
  readonly user_id: string;
  readonly traits?: Readonly<Record<string, string | number | boolean | null>>;
  /** HS256 JWT (`sub`, `exp`) signed by the product's backend; required when the product has an identity secret. */
  readonly token?: string;
}

/** How sure the server is of who this is: nobody named, named by the page, proved by the product's backend. */
export type IdentityLevel = "anonymous" | "claimed" | "verified";

export interface SessionReply {
  readonly session_id: string;
  /** `secret` is present only when the visitor is new: keep both. */
  readonly visitor: { readonly id: string; readonly secret?: string };
  readonly level: IdentityLevel;
  /** Short-lived bearer token bound to this session: for capture, the stream, offers, tours, chat. */
  readonly token: string;
  /** Renew by calling `POST /v1/session` again before this many seconds have passed. */
  readonly token_expires_in_s: number;
  readonly heartbeat_s: number;
  /** Whether the page should report what only its detectors of struggle see: some trigger of the product needs it. */
  readonly detectors: boolean;
}

/** `POST /v1/capture`. With `sendBeacon`, which can set no header, the token travels in the body. */
export interface CaptureRequest {
  readonly events: readonly RawEvent[];
  /** The client's clock when this attempt was sent, epoch milliseconds: corrects a wrong clock. */
  readonly sent_at?: number;
  readonly token?: string;
  /** What the page's queue lost or repeated since the last acknowledged batch. */
  readonly queue?: { readonly dropped: number; readonly retries: number };
}

export interface CaptureReply {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: readonly RejectedEvent[];
}

export interface RejectedEvent {
  /** Position in the batch that was sent. */
  readonly index: number;
  readonly code: string;
  /** The offending field, e.g. `events[3].type`. */
  readonly path: string;
  readonly detail: string;
}

export type OfferOptionWire =
  | { readonly id: string; readonly kind: "tour"; readonly label: string; readonly tour_id: string }
  | { readonly id: string; readonly kind: "chat"; readonly label: string };

/** An offer as the page sees it. */
export interface OfferWire {
  readonly id: string;
  readonly trigger_id: string;
  readonly session_id: string;
  /** At most 150 characters. */
  readonly body: string;
  readonly options: readonly OfferOptionWire[];
  /** Page patterns on which it may be visible; elsewhere it hides and comes back. */
  readonly page: readonly string[];
  /** Why it was made, in words an operator understands. */
  readonly reason: string;
  readonly status: OfferStatusWire;
  readonly created_at: number;
  readonly expires_at: number;
}

export type OfferStatusWire =
  | "pending"
  | "delivered"
  | "shown"
  | "accepted"
  | "dismissed"
  | "snoozed"
  | "expired"
  | "withdrawn"
  | "completed";

/** What a page may report about an offer. `shown` is also the claim: the first tab to report it shows it. */
export type ReportedOutcome = "delivered" | "shown" | "accepted" | "dismissed" | "snoozed" | "expired";

/** `POST /v1/offers/:id/outcome`. Idempotent: the same report always gets the same answer. */
export interface OutcomeRequest {
  readonly outcome: ReportedOutcome;
  /** Id of the chosen option; required with `accepted`. */
  readonly option?: string;
  /** With `snoozed`: everything for an hour (the default), for today or for good, or this tip for good. */
  readonly snooze?: SnoozeScopeWire;
  readonly tab_id?: string;
  /** For `sendBeacon` on unload, which can set no header. */
  readonly token?: string;
}

export interface OutcomeReply {
  readonly offer: OfferWire;
}

export interface TourStepWire {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** How to find the control: CSS selectors (all matches count; the first visible one is pointed at), then role and name. */
  readonly target: TourTargetWire;
  /** Pages on which this step can run. */
  readonly page: readonly string[];
  readonly optional: boolean;
}

export interface TourTargetWire {
  readonly selectors: readonly string[];
  readonly role?: string;
  readonly name?: string;
}

export interface TourWire {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly TourStepWire[];
}

/** `POST /v1/tours/:id/start` → the steps to run. `run_id` is made in the page; a repeated call changes nothing. */
export interface TourStartRequest {
  readonly run_id: string;
  readonly offer_id?: string;
  /** Asks to be the tab that plays a run which was `unclaimed`: the first one is. `run_id` is then that run's. */
  readonly tab_id?: string;
}

export interface TourStartReply {
  readonly run_id: string;
  readonly tour: TourWire;
}

/** `POST /v1/tours/:id/step`: a step became current. */
export interface TourStepRequest {
  readonly run_id: string;
  /** Zero-based. */
  readonly step: number;
}

/** How a tour run ended: all steps done, closed by the user, or its target could not be found. */
export type TourOutcome = "completed" | "dismissed" | "lost";

/** `POST /v1/tours/:id/end` */
export interface TourEndRequest {
  readonly run_id: string;
  readonly outcome: TourOutcome;
  /** Zero-based step at which it ended. */
  readonly step: number;
  readonly token?: string;
}

export interface StatusReply {
  readonly status: "ok";
}

/** `POST /v1/chat`: open the chat on an accepted offer, or ask something. Answered as an event stream. */
export interface ChatRequest {
  readonly offer_id?: string;
  /** The user's own words, at most 2,000 characters. */
  readonly message?: string;
  /** The page's own id of the message: sent again after a stream broke, it brings the same reply instead of another. */
  readonly message_id?: string;
  /** Told when the panel is closed. */
  readonly closed?: boolean;
}

/** Frames of the chat stream, by event name. */
export interface ChatFrames {
  /** A whole message: the offer's question, first. */
  readonly message: { readonly id: string; readonly role: "assistant"; readonly text: string };
  /** More text of the answer. */
  readonly "reply-delta": { readonly id: string; readonly text: string };
  /** The answer so far was wrong or incomplete: show this instead. */
  readonly "reply-replace": { readonly id: string; readonly text: string };
  readonly "reply-done": {
    readonly id: string;
    /** `document`: an extract of a document. `stored`: it was written before, and is sent again. */
    readonly source: "llm" | "how_to" | "document" | "stored";
    /** The tour that shows what was said. */
    readonly tour?: { readonly id: string; readonly label: string };
  };
  /** The message was an answer to an offer ("yes", "show me", "no thanks"), and has been carried out. */
  readonly "offer-answered": {
    readonly id: string;
    readonly offer_id: string;
    readonly choice: "tour" | "chat" | "declined";
    /** To be started now; with `choice: "tour"`. */
    readonly tour_id?: string;
  };
}

/** The reply of `GET /v1/chat/replies/:id`, for a page whose stream broke. */
export interface ChatReplyWire {
  readonly id: string;
  /** `writing`: ask again in a moment, or send the same message with its id to follow it. */
  readonly state: "writing" | "done";
  /** So far, when it is still being written. */
  readonly text: string;
}

export type SnoozeScopeWire = "hour" | "today" | "tip" | "everything";

/** The reply of `GET` and `PUT /v1/preferences`: what the person wants. */
export interface Preferences {
  readonly dial: "on" | "quiet" | "off";
  /** Epoch milliseconds; nothing is offered before. Null when not snoozed; 9007199254740991 stands for "for good". */
  readonly snoozed_until: number | null;
  /** Ids of the triggers the person does not want to hear from. */
  readonly muted: readonly string[];
  /** IANA name of the person's time zone; null while no page reported it. */
  readonly zone: string | null;
  /** What this session's page reported of the person's consent; null when it said nothing. */
  readonly consent: boolean | null;
}

/** `PUT /v1/preferences`: what is left out stays as it is. */
export interface PreferencesRequest {
  readonly dial?: "on" | "quiet" | "off";
  readonly snoozed_until?: number | null;
  /** Counted from now on; never cuts a longer silence short. */
  readonly snooze?: Exclude<SnoozeScopeWire, "tip">;
  /** All of them: an id that is missing is heard again. */
  readonly muted?: readonly string[];
  readonly zone?: string;
  readonly consent?: boolean;
}

/** `PUT /v1/anchors`: which of the controls that help may point at are on the page the user is on. */
export interface AnchorsRequest {
  readonly present: readonly string[];
  readonly missing: readonly string[];
}

/** A run of a tour, as it is told on the stream. */
export interface TourRunWire {
  readonly tour_id: string;
  readonly run_id: string;
}

/** Frames of `GET /v1/nudges`, by event name. Frames that change something carry an id `epoch:offset`. */
export interface NudgeFrames {
  /** First on every connection. `offer` is the live one, so a client that connects later misses nothing. */
  readonly ready: {
    readonly session_id: string;
    /** False when the position the client asked to resume from is gone; the live state in this frame is then the truth. */
    readonly resumed: boolean;
    readonly offer: OfferWire | null;
    /** The tour that still is `unclaimed`; left out when there is none. */
    readonly tour?: TourRunWire;
  };
  readonly offer: OfferWire;
  /** The offer is over: remove it wherever it is visible. */
  readonly withdraw: { readonly offer_id: string; readonly reason: string };
  /** A tour began or ended in some tab of this session. */
  readonly tour: TourRunWire & {
    readonly state: "started" | "ended";
    /** With `started`: it was chosen outside the page, e.g. in a vendor's chat, and waits for a tab to play it. */
    readonly unclaimed?: true;
  };
  readonly heartbeat: { readonly at: number };
}

/** RFC 9457 problem document; `code` is stable, `detail` says what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly request_id: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
}
