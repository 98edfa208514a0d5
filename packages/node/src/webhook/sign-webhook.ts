import { connectorSignature, standardSignature } from "./signatures.ts";

export interface SignWebhookOptions {
  readonly secret: string;
  /** Stays the same when a delivery is tried again. */
  readonly id: string;
  /** Moment of this attempt, epoch milliseconds. */
  readonly now: number;
}

/** The headers a sender puts on a webhook: both signature schemes. For tests of your receiver, and for own senders. */
export function signWebhook(body: Uint8Array | string, options: SignWebhookOptions): Record<string, string> {
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
  const timestamp = String(Math.floor(options.now / 1_000));
  return {
    "content-type": "application/json",
    "webhook-id": options.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": standardSignature(options.secret, options.id, timestamp, bytes),
    "x-connector-signature": connectorSignature(options.secret, bytes),
  };
}
