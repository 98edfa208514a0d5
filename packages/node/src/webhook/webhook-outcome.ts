import type { UsherError } from "@usher/core";
import type { AnyPayload } from "@usher/core/documented";

export type WebhookRejection =
  | "signature_missing"
  | "signature_invalid"
  | "timestamp_invalid"
  /** Signed too long ago, or in the future: a recording played back, or a clock that is wrong. */
  | "timestamp_out_of_range"
  | "too_large";

/** What became of a webhook. Nothing is reported as a success that was not one. */
export type WebhookOutcome =
  | { readonly type: "handled"; readonly payload: AnyPayload }
  /** A type this version does not know. */
  | { readonly type: "ignored" }
  /** It was handled before. */
  | { readonly type: "duplicate" }
  /** The same delivery is being handled at this moment. */
  | { readonly type: "busy" }
  | { readonly type: "rejected"; readonly reason: WebhookRejection }
  /** Signed, but not JSON, or not a payload. */
  | { readonly type: "unreadable" }
  /** A handler or the delivery log threw; the sender is asked to try again. Payload null: of an unknown type. */
  | { readonly type: "failed"; readonly payload: AnyPayload | null; readonly error: UsherError };

/** How a receiver answers each outcome; every status that is not 2xx asks the sender to try again later. */
const STATUS: Readonly<Record<WebhookOutcome["type"], number>> = {
  handled: 200,
  ignored: 200,
  duplicate: 200,
  busy: 503,
  rejected: 401,
  unreadable: 400,
  failed: 500,
};

export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The HTTP answer for an outcome. It carries no cause and no content. */
export function webhookReply(outcome: WebhookOutcome): WebhookReply {
  const reason = outcome.type === "rejected" ? outcome.reason : undefined;
  return {
    status: reason === "too_large" ? 413 : STATUS[outcome.type],
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      ...(outcome.type === "busy" && { "retry-after": "5" }),
    },
    body: JSON.stringify({ status: outcome.type, ...(reason && { code: reason }) }),
  };
}
