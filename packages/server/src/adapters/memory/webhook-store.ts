import type { DeliveryRecord, WebhookEndpointRecord, WebhookStore } from "../../ports/webhook-store.ts";
import { requireStorable } from "../sql/storable-text.ts";

/** Webhooks without storage; nothing survives the process. */
export function createMemoryWebhookStore(): WebhookStore {
  const endpoints = new Map<string, WebhookEndpointRecord>();
  const deliveries = new Map<string, DeliveryRecord>();

  const pendingOf = (productId: string, endpointId: string): readonly DeliveryRecord[] => {
    if (endpoints.get(keyOf(productId, endpointId))?.status !== "enabled") return [];
    return [...deliveries.values()].filter(
      (one) => one.productId === productId && one.endpointId === endpointId && one.status === "pending",
    );
  };

  return {
    async saveEndpoint(endpoint) {
      requireStorable(endpoint.productId, endpoint.endpointId, endpoint.url);
      endpoints.set(keyOf(endpoint.productId, endpoint.endpointId), endpoint);
    },

    async deleteEndpoint(productId, endpointId) {
      endpoints.delete(keyOf(productId, endpointId));
      for (const [key, one] of deliveries) {
        if (one.productId === productId && one.endpointId === endpointId) deliveries.delete(key);
      }
    },

    async listEndpoints(productId) {
      return [...endpoints.values()]
        .filter((endpoint) => productId === undefined || endpoint.productId === productId)
        .sort((left, right) => left.createdAt - right.createdAt || compareText(left.endpointId, right.endpointId));
    },

    async enqueue(endpoint, added) {
      for (const one of added) requireStorable(one.productId, one.deliveryId, one.sessionId);
      const key = keyOf(endpoint.productId, endpoint.endpointId);
      const held = endpoints.get(key);
      if (held === undefined) return;
      endpoints.set(key, { ...held, cursor: endpoint.cursor });
      for (const one of added) deliveries.set(keyOf(one.productId, one.deliveryId), one);
    },

    async dueDeliveries(productId, endpointId, now, limit) {
      return pendingOf(productId, endpointId)
        .filter(({ nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt <= now)
        .sort(compareDue)
        .slice(0, limit)
        .map(({ deliveryId, sessionId, attempts }) => ({ deliveryId, sessionId, attempts }));
    },

    async nextDueAt(productId, endpointId, now) {
      const moments = pendingOf(productId, endpointId).flatMap(({ nextAttemptAt }) =>
        nextAttemptAt === null || nextAttemptAt <= now ? [] : [nextAttemptAt],
      );
      return moments.length === 0 ? null : Math.min(...moments);
    },

    async saveDelivery(delivery) {
      const key = keyOf(delivery.productId, delivery.deliveryId);
      if (deliveries.has(key)) deliveries.set(key, delivery);
    },

    async findDelivery(productId, deliveryId) {
      return deliveries.get(keyOf(productId, deliveryId));
    },

    async listDeliveries(productId, { endpointId, status, limit }) {
      return [...deliveries.values()]
        .filter(
          (one) =>
            one.productId === productId &&
            (endpointId === undefined || one.endpointId === endpointId) &&
            (status === undefined || one.status === status),
        )
        .sort((left, right) => right.updatedAt - left.updatedAt || compareText(right.deliveryId, left.deliveryId))
        .slice(0, limit);
    },

    async pruneDeliveries(before, status) {
      let pruned = 0;
      for (const [key, one] of deliveries) {
        if (one.updatedAt >= before || (status !== undefined && one.status !== status)) continue;
        deliveries.delete(key);
        pruned += 1;
      }
      return pruned;
    },

    async totals() {
      const all = [...deliveries.values()];
      const pending = all.filter(({ status }) => status === "pending");
      return {
        pending: pending.length,
        dead: all.filter(({ status }) => status === "dead").length,
        oldestPendingAt: pending.length === 0 ? null : Math.min(...pending.map(({ createdAt }) => createdAt)),
      };
    },
  };
}

function compareDue(left: DeliveryRecord, right: DeliveryRecord): number {
  return (
    (left.nextAttemptAt ?? 0) - (right.nextAttemptAt ?? 0) || left.position - right.position || left.part - right.part
  );
}

/** As databases compare: by code unit, not by a language's alphabet. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf(productId: string, id: string): string {
  return `${productId}\u0000${id}`;
}
