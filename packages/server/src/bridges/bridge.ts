import type { BridgeFailureCode } from "@usher/integrations/chat";

/** What a product's configuration says about one of its bridges; each bridge checks its own. */
export type BridgeSettings = Readonly<Record<string, unknown>>;

/**
 * Why a message is not in the vendor's chat: what the vendor said, or that no widget came up in time, too much waits already,
 * the page saw nothing arrive, or the product has no such bridge.
 */
export type UndeliverableCode = BridgeFailureCode | "no_widget" | "queue_full" | "not_seen" | "bridge_unknown";

export type Delivered =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: UndeliverableCode;
      /** What happened and what to do about it, for the operator. Never holds a secret or what was to be said. */
      readonly detail: string;
      /** Whether the same once more may work. */
      readonly retryable: boolean;
    };
