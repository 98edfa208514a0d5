import type { BridgeFailureCode, PageDelivery, VendorReply } from "@usher/integrations/chat";

/** What a product's configuration says about one of its bridges; each bridge checks its own. */
export type BridgeSettings = Readonly<Record<string, unknown>>;

/**
 * Why a message is not in the vendor's chat: what the vendor said, or that no widget came up in time, too much waits already,
 * the page saw nothing arrive, or the product has no such bridge.
 */
export type UndeliverableCode = BridgeFailureCode | "no_widget" | "queue_full" | "not_seen" | "bridge_unknown";

export type Delivered = { readonly ok: true; readonly shown: Shown } | Undelivered;

/** What is known of a message that arrived. */
export interface Shown {
  /** What the page has still to write into its widget, in the vendor's format; empty where the vendor was reached from here. */
  readonly forPage: readonly PageDelivery[];
  /** The vendor's conversation, where there is one. */
  readonly conversationId?: string;
  /** What the vendor's bot said at once. */
  readonly reply?: VendorReply;
}

export interface Undelivered {
  readonly ok: false;
  readonly code: UndeliverableCode;
  /** What happened and what to do about it, for the operator. Never holds a secret or what was to be said. */
  readonly detail: string;
  /** Whether the same once more may work. */
  readonly retryable: boolean;
  /** How long the vendor asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Parts of a long text that arrived all the same: the whole would be said twice. */
  readonly sentParts?: number;
}
