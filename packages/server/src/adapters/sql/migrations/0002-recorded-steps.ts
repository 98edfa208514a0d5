import type { Kysely, Migration } from "kysely";

/** What the engine was given, step by step: with it, every decision can be computed again and explained. */
export const recordedSteps: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable("step")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("step_key", ["product_id", "session_id", "version"])
      .execute();
  },
};
