import type { EpochMs } from "@usher/core";

/** A request of a vendor, or of the page's adapter. */
export interface InboundRequest {
  /** Path without query. */
  readonly path: string;
  /** Decoded parameters of the query. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it travelled: signatures are made over these bytes. */
  readonly body: Uint8Array;
  readonly receivedAt: EpochMs;
  /** Whose session token came with it. Only what the platform has verified may be put here. */
  readonly session?: { readonly sessionId: string; readonly userId?: string };
}

export type InboundResult =
  | {
      readonly ok: true;
      readonly events: readonly InboundEvent[];
      /** What was understood and left out on purpose, by reason. */
      readonly ignored: readonly IgnoredInbound[];
    }
  | InboundFailure;

export interface InboundFailure {
  readonly ok: false;
  readonly code: InboundFailureCode;
  /** For people. Never contains what was sent, or a secret. */
  readonly detail: string;
  /** What to answer the vendor. */
  readonly status: 400 | 401 | 413 | 500;
}

export type InboundFailureCode =
  | "options_invalid"
  | "signature_missing"
  | "signature_invalid"
  | "signature_expired"
  | "body_too_large"
  | "body_invalid"
  | "unexpected";

export type Proof = { readonly ok: true } | InboundFailure;

/** Something that happened in a conversation. */
export type InboundEvent = InboundBase &
  (
    | {
        readonly type: "user-message";
        /** Never empty unless a chip was chosen; at most 4,000 characters. */
        readonly text: string;
        /** The chip that was chosen, where the vendor says so. */
        readonly chipId?: string;
      }
    /** A person of the customer's takes part: no nudge from now on. */
    | { readonly type: "human-joined" }
    | { readonly type: "human-left" }
    | { readonly type: "conversation-started" }
    | { readonly type: "conversation-ended" }
  );

interface InboundBase {
  /** The same when the vendor sends the same thing again. */
  readonly id: string;
  readonly conversationId: string;
  readonly at?: EpochMs;
  /** Who it is, as the vendor claims, or as the session token proves. */
  readonly person: InboundPerson;
}

export interface InboundPerson {
  readonly contactId?: string;
  readonly userId?: string;
  readonly email?: string;
  /** Usher's session, when the vendor carries it along. */
  readonly sessionId?: string;
}

/**
 * - `own_message`: what Usher or the vendor's bot said; answering it would be a loop.
 * - `empty_turn`: no text and no choice. Vendors send these on reconnect.
 * - `other_event`: a kind this bridge has no use for.
 * - `no_conversation`: names no conversation, so it belongs nowhere.
 * - `stale`: far older than the vendor repeats a webhook: a recording that is played back.
 */
export type IgnoreReason = "own_message" | "empty_turn" | "other_event" | "no_conversation" | "stale";

export interface IgnoredInbound {
  readonly reason: IgnoreReason;
  readonly count: number;
}
