import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { DeliveryRecord, WebhookEndpointRecord, WebhookStore } from "./webhook-store.ts";

interface Opened {
  readonly webhooks: WebhookStore;
  close(): Promise<void>;
}

/** What every store of webhooks promises. */
export function describeWebhookStore(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    const openOne = closeAfterEach(open);

    async function openStore(...endpoints: readonly WebhookEndpointRecord[]): Promise<WebhookStore> {
      const { webhooks } = await openOne();
      for (const endpoint of endpoints) await webhooks.saveEndpoint(endpoint);
      return webhooks;
    }

    test("endpoints are listed by product, the oldest first, and replaced by id", async () => {
      const store = await openStore(
        anEndpoint({ endpointId: "b", createdAt: 2 }),
        anEndpoint({ endpointId: "a", createdAt: 3 }),
        anEndpoint({ productId: "other", endpointId: "b", createdAt: 1 }),
      );
      const disabled = anEndpoint({
        endpointId: "b",
        createdAt: 2,
        status: "disabled",
        disabledReason: "gone",
        failingSince: 5,
        lastSuccessAt: 4,
        secrets: [{ sealed: "x", expiresAt: 9 }],
      });
      await store.saveEndpoint(disabled);
      expect(await store.listEndpoints("demo")).toEqual([disabled, anEndpoint({ endpointId: "a", createdAt: 3 })]);
      expect((await store.listEndpoints()).map(({ productId }) => productId)).toEqual(["other", "demo", "demo"]);
      expect(await store.listEndpoints("nobody")).toEqual([]);
    });

    test("enqueueing moves the cursor and touches nothing else of the endpoint", async () => {
      const store = await openStore(anEndpoint({ status: "enabled" }));
      await store.enqueue(anEndpoint({ cursor: 7, url: "https://older.example.com/" }), [aDelivery()]);
      expect(await store.listEndpoints()).toEqual([anEndpoint({ cursor: 7 })]);
      expect(await store.findDelivery("demo", "msg_1")).toEqual(aDelivery());
    });

    test("a delivery that the store refuses leaves the cursor where it was", async () => {
      const store = await openStore(anEndpoint());
      const refused = store.enqueue(anEndpoint({ cursor: 7 }), [aDelivery(), aDelivery({ deliveryId: "msg_\0" })]);
      await expect(refused).rejects.toMatchObject({ code: "store_rejected" });
      expect(await store.listEndpoints()).toEqual([anEndpoint()]);
      expect(await store.findDelivery("demo", "msg_1")).toBeUndefined();
    });

    test("nothing is queued for an endpoint that was deleted", async () => {
      const store = await openStore();
      await store.enqueue(anEndpoint(), [aDelivery()]);
      expect(await store.findDelivery("demo", "msg_1")).toBeUndefined();
      expect(await store.listEndpoints()).toEqual([]);
    });

    test("due are pending deliveries of one endpoint, the longest due first, then in the stream's order", async () => {
      const store = await openStore(anEndpoint(), anEndpoint({ endpointId: "e2" }));
      const pieces: Partial<DeliveryRecord>[] = [
        { deliveryId: "late", nextAttemptAt: 30 },
        { deliveryId: "third", nextAttemptAt: 20, position: 2, part: 0 },
        { deliveryId: "second", nextAttemptAt: 20, position: 1, part: 1 },
        { deliveryId: "first", nextAttemptAt: 20, position: 1, part: 0 },
        { deliveryId: "retry", nextAttemptAt: 10, position: 9, attempts: 3, sessionId: "s9" },
        { deliveryId: "dead", status: "dead", nextAttemptAt: null },
        { deliveryId: "done", status: "delivered", nextAttemptAt: null },
      ];
      await store.enqueue(anEndpoint(), pieces.map(aDelivery));
      await store.enqueue(anEndpoint({ endpointId: "e2" }), [aDelivery({ endpointId: "e2", deliveryId: "theirs" })]);
      expect(await store.dueDeliveries("demo", "e1", 20, 3)).toEqual([
        { deliveryId: "retry", sessionId: "s9", attempts: 3 },
        { deliveryId: "first", sessionId: "s1", attempts: 0 },
        { deliveryId: "second", sessionId: "s1", attempts: 0 },
      ]);
      expect(await store.dueDeliveries("demo", "e1", 20, 100)).toHaveLength(4);
      expect(await store.dueDeliveries("demo", "e1", 9, 100)).toEqual([]);
      expect(await store.nextDueAt("demo", "e1", 0)).toBe(10);
      expect(await store.nextDueAt("demo", "e1", 20)).toBe(30);
      expect(await store.nextDueAt("demo", "e1", 30)).toBeNull();
      expect(await store.nextDueAt("demo", "e2", 0)).toBe(1);
    });

    test("nothing is due while the endpoint is disabled, and all of it again afterwards", async () => {
      const store = await openStore(anEndpoint());
      await store.enqueue(anEndpoint(), [aDelivery()]);
      await store.saveEndpoint(anEndpoint({ status: "disabled" }));
      expect(await store.dueDeliveries("demo", "e1", 100, 10)).toEqual([]);
      expect(await store.nextDueAt("demo", "e1", 0)).toBeNull();
      await store.saveEndpoint(anEndpoint());
      expect(await store.dueDeliveries("demo", "e1", 100, 10)).toHaveLength(1);
    });

    test("what came of an attempt is kept; a deleted delivery stays deleted", async () => {
      const store = await openStore(anEndpoint());
      await store.enqueue(anEndpoint(), [aDelivery()]);
      const dead = aDelivery({
        status: "dead",
        attempts: 10,
        refusals: 2,
        refusedSince: 50,
        nextAttemptAt: null,
        lastFailure: "HTTP 500",
        updatedAt: 99,
      });
      await store.saveDelivery(dead);
      expect(await store.findDelivery("demo", "msg_1")).toEqual(dead);
      expect(await store.findDelivery("other", "msg_1")).toBeUndefined();
      await store.deleteEndpoint("demo", "e1");
      await store.saveDelivery(dead);
      expect(await store.findDelivery("demo", "msg_1")).toBeUndefined();
      expect(await store.listEndpoints()).toEqual([]);
    });

    test("deliveries are listed by product, endpoint and status, the latest change first", async () => {
      const store = await openStore(anEndpoint(), anEndpoint({ endpointId: "e2" }));
      await store.enqueue(anEndpoint(), [
        aDelivery({ deliveryId: "a", status: "dead", updatedAt: 1 }),
        aDelivery({ deliveryId: "b", status: "dead", updatedAt: 3 }),
        aDelivery({ deliveryId: "c", updatedAt: 2 }),
      ]);
      await store.enqueue(anEndpoint({ endpointId: "e2" }), [
        aDelivery({ endpointId: "e2", deliveryId: "d", status: "dead", updatedAt: 4 }),
      ]);
      const idsOf = async (query: Parameters<WebhookStore["listDeliveries"]>[1], productId = "demo") =>
        (await store.listDeliveries(productId, query)).map(({ deliveryId }) => deliveryId);
      expect(await idsOf({ limit: 10 })).toEqual(["d", "b", "c", "a"]);
      expect(await idsOf({ status: "dead", limit: 2 })).toEqual(["d", "b"]);
      expect(await idsOf({ status: "dead", endpointId: "e1", limit: 10 })).toEqual(["b", "a"]);
      expect(await idsOf({ endpointId: "\0", limit: 10 })).toEqual([]);
      expect(await idsOf({ limit: 10 }, "other")).toEqual([]);
    });

    test("what has not changed for long is forgotten, by status or all of it", async () => {
      const store = await openStore(anEndpoint());
      await store.enqueue(anEndpoint(), [
        aDelivery({ deliveryId: "a", status: "delivered", updatedAt: 1 }),
        aDelivery({ deliveryId: "b", status: "dead", updatedAt: 1 }),
        aDelivery({ deliveryId: "c", status: "pending", updatedAt: 5, createdAt: 3 }),
        aDelivery({ deliveryId: "d", status: "dead", updatedAt: 5 }),
      ]);
      expect(await store.totals()).toEqual({ pending: 1, dead: 2, oldestPendingAt: 3 });
      expect(await store.pruneDeliveries(5, "delivered")).toBe(1);
      expect(await store.pruneDeliveries(5)).toBe(1);
      expect(await store.pruneDeliveries(6)).toBe(2);
      expect(await store.totals()).toEqual({ pending: 0, dead: 0, oldestPendingAt: null });
    });

    test("many deliveries of one entry are queued together", async () => {
      const store = await openStore(anEndpoint());
      const many = Array.from({ length: 123 }, (_, part) =>
        aDelivery({ deliveryId: `m${part}`, part, body: "é\u2028" }),
      );
      await store.enqueue(anEndpoint({ cursor: 1 }), many);
      const due = await store.dueDeliveries("demo", "e1", 100, 1_000);
      expect(due.map(({ deliveryId }) => deliveryId)).toEqual(many.map(({ deliveryId }) => deliveryId));
      expect((await store.findDelivery("demo", "m122"))?.body).toBe("é\u2028");
    });
  });
}

function anEndpoint(over: Partial<WebhookEndpointRecord> = {}): WebhookEndpointRecord {
  return {
    productId: "demo",
    endpointId: "e1",
    url: "https://hooks.example.com/usher",
    secrets: [],
    cursor: 0,
    status: "enabled",
    disabledReason: null,
    failingSince: null,
    lastSuccessAt: null,
    createdAt: 1,
    ...over,
  };
}

function aDelivery(over: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return {
    productId: "demo",
    endpointId: "e1",
    deliveryId: "msg_1",
    sessionId: "s1",
    position: 1,
    part: 0,
    status: "pending",
    attempts: 0,
    refusals: 0,
    refusedSince: null,
    nextAttemptAt: 1,
    body: "{}",
    lastFailure: null,
    createdAt: 1,
    updatedAt: 1,
    ...over,
  };
}
