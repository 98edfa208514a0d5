import type { Kysely, Migration } from "kysely";

/** Products registered while the server runs, and the keys of all products. */
export const products: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable("product")
      .addColumn("product_id", "text", (column) => column.primaryKey())
      .addColumn("contact_email", "text")
      .addColumn("origins", "text", (column) => column.notNull())
      .addColumn("webhook_secrets", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .execute();

    await db.schema
      .createTable("product_key")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("key_id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("last_four", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("expires_at", "bigint")
      .addPrimaryKeyConstraint("product_key_key", ["product_id", "key_id"])
      .addUniqueConstraint("product_key_hash", ["hash"])
      .execute();
  },
};
