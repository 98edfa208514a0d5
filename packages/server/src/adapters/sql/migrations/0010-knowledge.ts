import type { Kysely, Migration } from "kysely";

/** Documents of products' knowledge bases. */
export const knowledge: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable("knowledge_document")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("format", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("added_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("knowledge_document_key", ["product_id", "name"])
      .execute();
  },
};
