import type { Kysely, Migration } from "kysely";

/** Versions of golden paths that are kept beside those of the configuration. */
export const paths: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable("path_version")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("path_id", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("triggers", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("path_version_key", ["product_id", "path_id", "version"])
      .execute();
  },
};
