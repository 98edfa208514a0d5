/** Where a message goes. What is unknown is left out; `ready` says what is missing. */
export interface BridgeTarget {
  /** Usher's session. */
  readonly sessionId: string;
  /** The user as the customer's application knows them. */
  readonly userId?: string;
  readonly email?: string;
  /** The vendor's conversation: Intercom's conversation, Rasa's sender, Crisp's session. */
  readonly conversationId?: string;
  /** The vendor's own id of the person, for vendors that address people. */
  readonly contactId?: string;
}

/** A reply that is one click away. */
export interface Chip {
  /** Comes back with the click where the vendor can carry it. */
  readonly id: string;
  readonly label: string;
}

export interface OutgoingMessage {
  /** The same for every attempt at the same message. */
  readonly id: string;
  readonly target: BridgeTarget;
  /** Usher's text: paragraphs, numbered lists, `**bold**`. Everything else is shown as written. */
  readonly text: string;
  readonly chips?: readonly Chip[];
}

export type Readiness =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What the message has to wait for. */
      readonly waitsFor: "conversation" | "contact" | "widget_session" | "page";
      readonly detail: string;
    };

export type OpenResult =
  | { readonly ok: true; readonly conversationId: string; readonly contactId?: string }
  | BridgeFailure;

export type PostResult =
  | {
      readonly ok: true;
      /** The vendor's ids of what was shown, in order; long texts are several. */
      readonly ids: readonly string[];
      /** The vendor's conversation, when the vendor chose or confirmed it. */
      readonly conversationId?: string;
      /** What the vendor's bot said at once, for vendors that answer in the same request. */
      readonly reply?: VendorReply;
    }
  | BridgeFailure;

export interface VendorReply {
  readonly text: string;
  /** The tour the bot asked for; null: it said that there is none; absent: it said nothing about tours. */
  readonly tourId?: string | null;
}

export interface BridgeFailure {
  readonly ok: false;
  readonly code: BridgeFailureCode;
  /** What happened, for the operator. Never holds a secret. */
  readonly detail: string;
  /** What the operator can do about it. */
  readonly fix: string;
  /** Whether the same message may be sent again later. */
  readonly retryable: boolean;
  /** How long the vendor asks to wait. */
  readonly retryAfterMs?: number;
  /** The vendor's status, when there was an answer. */
  readonly status?: number;
  /** Parts of a long text that had gone out before this one failed. */
  readonly sentParts?: number;
}

/**
 * - `not_ready`, `page_absent`: nowhere to show it yet.
 * - `not_shown`: the vendor took it and showed nothing.
 * - `wrong_address`: something else answers at the configured address.
 * - `reply_unreadable`: accepted, it seems, with an answer that proves nothing; sending again could show it twice.
 */
export type BridgeFailureCode =
  | "options_invalid"
  | "empty_message"
  | "not_ready"
  | "page_absent"
  | "not_shown"
  | "unsupported"
  | "wrong_address"
  | "unauthorised"
  | "forbidden"
  | "conversation_not_found"
  | "conversation_closed"
  | "payload_refused"
  | "quota_exhausted"
  | "rate_limited"
  | "vendor_unavailable"
  | "network"
  | "reply_unreadable"
  | "unexpected";
