import type { CreatedWebhookReply, WebhookDeliveryWire, WebhookTestReply, WebhookWire } from "@usher/core";
import type { DeliveryRecord, WebhookEndpointRecord } from "../ports/webhook-store.ts";
import { isInForce } from "../products/key-ring.ts";
import type { TestReport } from "../webhooks/endpoints.ts";

/** An endpoint as it is shown: never with a secret. */
export function webhookToWire(endpoint: WebhookEndpointRecord, now: number): WebhookWire {
  const live = endpoint.secrets.filter((secret) => isInForce(secret, now));
  return {
    webhook_id: endpoint.endpointId,
    url: endpoint.url,
    status: endpoint.status,
    disabled_reason: endpoint.disabledReason,
    secrets: live.map(({ expiresAt }) => ({ expires_at: expiresAt })),
    position: endpoint.cursor,
    failing_since: endpoint.failingSince,
    last_success_at: endpoint.lastSuccessAt,
    created_at: endpoint.createdAt,
  };
}

/** A new endpoint, or one with a new secret: the secret is shown this once. */
export function createdToWire(
  { endpoint, secret }: { readonly endpoint: WebhookEndpointRecord; readonly secret: string },
  now: number,
): CreatedWebhookReply {
  return { ...webhookToWire(endpoint, now), secret };
}

export function testToWire({ isDelivered, status, failure, durationMs }: TestReport): WebhookTestReply {
  return { delivered: isDelivered, status, failure, duration_ms: durationMs };
}

/** Without the body: what users did is not for everybody who looks after deliveries. */
export function deliveryToWire(delivery: DeliveryRecord): WebhookDeliveryWire {
  return {
    delivery_id: delivery.deliveryId,
    webhook_id: delivery.endpointId,
    session_id: delivery.sessionId,
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt,
    last_failure: delivery.lastFailure,
    body_bytes: Buffer.byteLength(delivery.body),
    created_at: delivery.createdAt,
    updated_at: delivery.updatedAt,
  };
}
