import type { CreatedWebhookReply, WebhookDeliveryWire, WebhookTestReply, WebhookWire } from "@usher/core";

/** All webhooks of a product for people. */
export function webhooksText(productId: string, webhooks: readonly WebhookWire[]): string {
  if (webhooks.length === 0) return `${productId} has no webhook. Add one: usher webhook add https://…`;
  return webhooks.map(webhookText).join("\n\n");
}

export function webhookText({
  webhook_id,
  url,
  status,
  disabled_reason,
  failing_since,
  last_success_at,
}: WebhookWire): string {
  const state = disabled_reason === null ? status : `${status}: ${disabled_reason}`;
  return [
    webhook_id,
    `  address  ${url}`,
    `  state    ${state}`,
    ...(last_success_at === null ? [] : [`  success  ${moment(last_success_at)}`]),
    ...(failing_since === null ? [] : [`  failing  since ${moment(failing_since)}`]),
  ].join("\n");
}

/** A new webhook, or one with a new secret. */
export function createdWebhookText(reply: CreatedWebhookReply): string {
  return `${webhookText(reply)}
  secret   ${reply.secret}

The secret is shown this once: your endpoint checks signatures with it.`;
}

export function testText({ delivered, status, failure, duration_ms }: WebhookTestReply): string {
  const took = `in ${duration_ms} ms`;
  return delivered
    ? `delivered: answered ${status} ${took}`
    : `not delivered: ${failure ?? "no reason given"}, ${took}`;
}

export function deadText(deliveries: readonly WebhookDeliveryWire[]): string {
  if (deliveries.length === 0) return "No delivery is dead.";
  return deliveries
    .map(
      ({ delivery_id, webhook_id, attempts, last_failure, updated_at }) =>
        `${delivery_id}  of ${webhook_id}, ${attempts} attempts until ${moment(updated_at)}: ${last_failure ?? "no reason kept"}`,
    )
    .join("\n");
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
