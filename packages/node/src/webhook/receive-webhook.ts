import type { WebhookHeaders } from "./webhook-headers.ts";
import { type WebhookReply, webhookReply } from "./webhook-outcome.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

/** The part every adapter shares: a raw body (null when it was too large) and headers in, an answer out. */
export async function receiveWebhook(
  receiver: WebhookReceiver,
  body: Uint8Array | null,
  headers: WebhookHeaders,
): Promise<WebhookReply> {
  return webhookReply(body === null ? { type: "rejected", reason: "too_large" } : await receiver.handle(body, headers));
}
