import type { SealedSecret } from "../../ports/product-store.ts";
import type { DeliveryRecord, WebhookEndpointRecord } from "../../ports/webhook-store.ts";
import { requireStorable } from "./storable-text.ts";
import type { WebhookDeliveryTable, WebhookEndpointTable } from "./webhook-tables.ts";

export function encodeEndpoint(endpoint: WebhookEndpointRecord): WebhookEndpointTable {
  requireStorable(endpoint.productId, endpoint.endpointId, endpoint.url, endpoint.disabledReason);
  return {
    product_id: endpoint.productId,
    endpoint_id: endpoint.endpointId,
    url: endpoint.url,
    secrets: JSON.stringify(endpoint.secrets),
    cursor: endpoint.cursor,
    status: endpoint.status,
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince,
    last_success_at: endpoint.lastSuccessAt,
    created_at: endpoint.createdAt,
  };
}

export function decodeEndpoint(row: WebhookEndpointTable): WebhookEndpointRecord {
  return {
    productId: row.product_id,
    endpointId: row.endpoint_id,
    url: row.url,
    secrets: JSON.parse(row.secrets) as readonly SealedSecret[],
    cursor: row.cursor,
    status: row.status as WebhookEndpointRecord["status"],
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    lastSuccessAt: row.last_success_at,
    createdAt: row.created_at,
  };
}

export function encodeDelivery(delivery: DeliveryRecord): WebhookDeliveryTable {
  requireStorable(delivery.productId, delivery.deliveryId, delivery.sessionId, delivery.lastFailure);
  return {
    product_id: delivery.productId,
    endpoint_id: delivery.endpointId,
    delivery_id: delivery.deliveryId,
    session_id: delivery.sessionId,
    position: delivery.position,
    part: delivery.part,
    status: delivery.status,
    attempts: delivery.attempts,
    refusals: delivery.refusals,
    refused_since: delivery.refusedSince,
    next_attempt_at: delivery.nextAttemptAt,
    body: delivery.body,
    last_failure: delivery.lastFailure,
    created_at: delivery.createdAt,
    updated_at: delivery.updatedAt,
  };
}

export function decodeDelivery(row: WebhookDeliveryTable): DeliveryRecord {
  return {
    productId: row.product_id,
    endpointId: row.endpoint_id,
    deliveryId: row.delivery_id,
    sessionId: row.session_id,
    position: row.position,
    part: row.part,
    status: row.status as DeliveryRecord["status"],
    attempts: row.attempts,
    refusals: row.refusals,
    refusedSince: row.refused_since,
    nextAttemptAt: row.next_attempt_at,
    body: row.body,
    lastFailure: row.last_failure,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
