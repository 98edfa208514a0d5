import { type Kysely, sql } from "kysely";
import type { DeliveryRecord, WebhookEndpointRecord, WebhookStore } from "../../ports/webhook-store.ts";
import { createGroupCommit } from "./group-commit.ts";
import { isStorableText, requireStorable } from "./storable-text.ts";
import type { Tables } from "./tables.ts";
import { decodeDelivery, decodeEndpoint, encodeDelivery, encodeEndpoint } from "./webhook-rows.ts";
import { columnsOfUpdate, insertDeliveries } from "./write-deliveries.ts";

type Write = (db: Kysely<Tables>) => Promise<void>;

/** Bounds how long one transaction holds the process. */
const MAX_GROUP_WRITES = 100;
const MAX_WAITING_WRITES = 5_000;

/** Results of many attempts arrive together, so writes share a disk flush. */
export function createSqlWebhookStore(db: Kysely<Tables>): WebhookStore {
  const group = createGroupCommit<Write, undefined>({
    commit: (writes) =>
      db.transaction().execute(async (transaction) => {
        for (const write of writes) await write(transaction);
        return writes.map(() => undefined);
      }),
    weigh: () => 1,
    maxWrites: MAX_GROUP_WRITES,
    maxWeight: MAX_GROUP_WRITES,
    maxWaiting: MAX_WAITING_WRITES,
  });

  return {
    async saveEndpoint(endpoint) {
      const row = encodeEndpoint(endpoint);
      const { product_id: _, endpoint_id: __, ...settings } = row;
      await group.add(async (transaction) => {
        await transaction
          .insertInto("webhook_endpoint")
          .values(row)
          .onConflict((conflict) => conflict.columns(["product_id", "endpoint_id"]).doUpdateSet(settings))
          .execute();
      });
    },

    async deleteEndpoint(productId, endpointId) {
      requireStorable(productId, endpointId);
      await group.add(async (transaction) => {
        for (const table of ["webhook_delivery", "webhook_endpoint"] as const) {
          await transaction
            .deleteFrom(table)
            .where("product_id", "=", productId)
            .where("endpoint_id", "=", endpointId)
            .execute();
        }
      });
    },

    async listEndpoints(productId) {
      const rows = await db
        .selectFrom("webhook_endpoint")
        .selectAll()
        .$if(productId !== undefined, (query) => query.where("product_id", "=", productId ?? ""))
        .orderBy("created_at")
        .orderBy("endpoint_id")
        .execute();
      return rows.map(decodeEndpoint);
    },

    async enqueue({ productId, endpointId, cursor }, deliveries) {
      const rows = deliveries.map(encodeDelivery);
      await group.add(async (transaction) => {
        const result = await transaction
          .updateTable("webhook_endpoint")
          .set({ cursor })
          .where("product_id", "=", productId)
          .where("endpoint_id", "=", endpointId)
          .executeTakeFirst();
        if (Number(result.numUpdatedRows) > 0) await insertDeliveries(transaction, rows);
      });
    },

    async dueDeliveries(productId, endpointId, now, limit) {
      return pendingOf(db, productId, endpointId)
        .select(["delivery_id as deliveryId", "session_id as sessionId", "attempts"])
        .where("next_attempt_at", "<=", now)
        .orderBy("next_attempt_at")
        .orderBy("position")
        .orderBy("part")
        .limit(limit)
        .execute();
    },

    async nextDueAt(productId, endpointId, now) {
      const row = await pendingOf(db, productId, endpointId)
        .select("next_attempt_at as at")
        .where("next_attempt_at", ">", now)
        .orderBy("next_attempt_at")
        .limit(1)
        .executeTakeFirst();
      return row?.at ?? null;
    },

    async saveDelivery(delivery) {
      const row = encodeDelivery(delivery);
      await group.add(async (transaction) => {
        await transaction
          .updateTable("webhook_delivery")
          .set(columnsOfUpdate(row))
          .where("product_id", "=", row.product_id)
          .where("delivery_id", "=", row.delivery_id)
          .execute();
      });
    },

    async findDelivery(productId, deliveryId) {
      if (!isStorableText(deliveryId)) return undefined;
      const row = await db
        .selectFrom("webhook_delivery")
        .selectAll()
        .where("product_id", "=", productId)
        .where("delivery_id", "=", deliveryId)
        .executeTakeFirst();
      return row && decodeDelivery(row);
    },

    async listDeliveries(productId, { endpointId, status, limit }) {
      if (endpointId !== undefined && !isStorableText(endpointId)) return [];
      const rows = await db
        .selectFrom("webhook_delivery")
        .selectAll()
        .where("product_id", "=", productId)
        .$if(endpointId !== undefined, (query) => query.where("endpoint_id", "=", endpointId ?? ""))
        .$if(status !== undefined, (query) => query.where("status", "=", status ?? ""))
        .orderBy("updated_at", "desc")
        .orderBy("delivery_id", "desc")
        .limit(limit)
        .execute();
      return rows.map(decodeDelivery);
    },

    async pruneDeliveries(before, status) {
      const statuses: readonly DeliveryRecord["status"][] =
        status === undefined ? ["pending", "delivered", "dead"] : [status];
      const result = await db
        .deleteFrom("webhook_delivery")
        .where("status", "in", statuses)
        .where("updated_at", "<", before)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    async totals() {
      const rows = await db
        .selectFrom("webhook_delivery")
        .select(["status", sql<number>`count(*)`.as("count"), sql<number | null>`min(created_at)`.as("oldest")])
        .where("status", "in", ["pending", "dead"])
        .groupBy("status")
        .execute();
      const of = (status: string) => rows.find((row) => row.status === status);
      return {
        pending: Number(of("pending")?.count ?? 0),
        dead: Number(of("dead")?.count ?? 0),
        oldestPendingAt: of("pending")?.oldest ?? null,
      };
    },
  };
}

function pendingOf(db: Kysely<Tables>, productId: string, endpointId: string) {
  return db
    .selectFrom("webhook_delivery")
    .where("product_id", "=", productId)
    .where("endpoint_id", "=", endpointId)
    .where("status", "=", sql.lit("pending"))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("webhook_endpoint")
          .select(sql.lit(1).as("one"))
          .where("webhook_endpoint.product_id", "=", productId)
          .where("webhook_endpoint.endpoint_id", "=", endpointId)
          .where("webhook_endpoint.status", "=", "enabled" satisfies WebhookEndpointRecord["status"]),
      ),
    );
}
