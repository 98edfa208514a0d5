import { type Kysely, type Migration, sql } from "kysely";

/** Everything a copilot needs to remember. Forward only: a released migration is never edited. */
export const firstTables: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    const schema = db.schema;

    await schema
      .createTable("meta")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("value", "text", (column) => column.notNull())
      .execute();

    await schema
      .createTable("visitor")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("visitor_id", "text", (column) => column.notNull())
      .addColumn("secret_hash", "text", (column) => column.notNull())
      .addColumn("user_id", "text")
      .addColumn("level", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("visitor_key", ["product_id", "visitor_id"])
      .execute();

    await schema
      .createTable("session")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("visitor_id", "text", (column) => column.notNull())
      .addColumn("user_id", "text")
      .addColumn("level", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("generation", "integer", (column) => column.notNull())
      .addColumn("snapshot", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("wake_at", "bigint")
      .addColumn("last_active_at", "bigint", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("session_key", ["product_id", "session_id"])
      .execute();
    // Sessions change with every step, so no index holds a column that a step sets: keeping one costs more than the few
    // rows of a visitor to sort, or one scan for wake-ups at start.
    await schema.createIndex("session_by_visitor").on("session").columns(["product_id", "visitor_id"]).execute();

    await schema
      .createTable("attention")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("attention_key", ["product_id", "subject"])
      .execute();

    await schema
      .createTable("action")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("event_id", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addUniqueConstraint("action_event", ["product_id", "event_id"])
      .execute();
    await schema.createIndex("action_by_session").on("action").columns(["product_id", "session_id", "at"]).execute();

    await schema
      .createTable("offer")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("offer_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("offer_key", ["product_id", "offer_id"])
      .execute();
    // A net under S1: the engine keeps one open offer per person; the database refuses a second one in a session.
    await schema
      .createIndex("offer_open")
      .unique()
      .on("offer")
      .columns(["product_id", "session_id"])
      .where(sql.ref("status"), "in", sql`('pending', 'delivered', 'shown')`)
      .execute();

    await schema
      .createTable("frame")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("event", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("frame_key", ["product_id", "session_id", "position"])
      .execute();
    await schema.createIndex("frame_by_age").on("frame").column("created_at").execute();

    await schema
      .createTable("chat_message")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("message_id", "text", (column) => column.notNull())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("chat_message_key", ["product_id", "session_id", "message_id"])
      .execute();
    await schema
      .createIndex("chat_message_by_session")
      .on("chat_message")
      .columns(["product_id", "session_id", "at", "position"])
      .execute();

    await schema
      .createTable("ledger")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("ledger_key", ["product_id", "session_id", "at", "version", "position"])
      .execute();
  },
};
