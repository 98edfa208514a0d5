import { type Kysely, type Migration, sql } from "kysely";

/** The stream to servers: what was stored, in order, by product; and who has read how far. */
export const stream: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    const schema = db.schema;

    await schema
      .createTable("stream_head")
      .addColumn("product_id", "text", (column) => column.primaryKey())
      .addColumn("position", "bigint", (column) => column.notNull())
      .execute();

    // Pruning walks from the oldest position on, so that no second index has to be kept with every entry.
    await schema
      .createTable("stream_entry")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("position", "bigint", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("stream_entry_key", ["product_id", "position"])
      .execute();

    await schema
      .createTable("consumer")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("acknowledged", "bigint", (column) => column.notNull())
      .addColumn("fence", "integer", (column) => column.notNull())
      .addColumn("lease_until", "bigint", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("consumer_key", ["product_id", "name"])
      .execute();

    await schema
      .alterTable("session")
      .addColumn("action_count", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    for (const column of ["email", "source", "conversation_id"]) {
      await schema.alterTable("session").addColumn(column, "text").execute();
    }
    await sql`update session set action_count = (select count(*) from action
      where action.product_id = session.product_id and action.session_id = session.session_id)`.execute(db);
  },
};
