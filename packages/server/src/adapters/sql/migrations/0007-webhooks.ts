import { type Kysely, type Migration, sql } from "kysely";

/** Endpoints that are told what happens, and what is still to be delivered to them. */
export const webhooks: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    const schema = db.schema;

    await schema
      .createTable("webhook_endpoint")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("endpoint_id", "text", (column) => column.notNull())
      .addColumn("url", "text", (column) => column.notNull())
      .addColumn("secrets", "text", (column) => column.notNull())
      .addColumn("cursor", "bigint", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("disabled_reason", "text")
      .addColumn("failing_since", "bigint")
      .addColumn("last_success_at", "bigint")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_endpoint_key", ["product_id", "endpoint_id"])
      .execute();

    await schema
      .createTable("webhook_delivery")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("endpoint_id", "text", (column) => column.notNull())
      .addColumn("delivery_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("position", "bigint", (column) => column.notNull())
      .addColumn("part", "integer", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull())
      .addColumn("refusals", "integer", (column) => column.notNull())
      .addColumn("refused_since", "bigint")
      .addColumn("next_attempt_at", "bigint")
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("last_failure", "text")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("updated_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_delivery_key", ["product_id", "delivery_id"])
      .execute();
    await schema
      .createIndex("webhook_delivery_due")
      .on("webhook_delivery")
      .columns(["product_id", "endpoint_id", "next_attempt_at", "position", "part"])
      .where(sql.ref("status"), "=", sql`'pending'`)
      .execute();
    await schema
      .createIndex("webhook_delivery_by_age")
      .on("webhook_delivery")
      .columns(["status", "updated_at"])
      .execute();
  },
};
