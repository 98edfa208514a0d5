import type { Kysely, Migration } from "kysely";

/** What is remembered of people, and the analyses of their sessions. */
export const memory: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable("user_memory")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("user_memory_key", ["product_id", "subject"])
      .execute();
    await db.schema
      .createTable("session_analysis")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("user_id", "text")
      .addColumn("email", "text")
      .addColumn("started_at", "bigint", (column) => column.notNull())
      .addColumn("ended_at", "bigint", (column) => column.notNull())
      .addColumn("action_count", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("session_analysis_key", ["product_id", "session_id"])
      .execute();
    await db.schema
      .createIndex("session_analysis_by_subject")
      .on("session_analysis")
      .columns(["product_id", "subject", "ended_at"])
      .execute();
    await db.schema
      .createIndex("session_analysis_by_end")
      .on("session_analysis")
      .columns(["product_id", "ended_at"])
      .execute();
  },
};
