import { type Kysely, type Migration, sql } from "kysely";

/** Who used what, what of people is to be forgotten when, and events that could not be stored. */
export const activity: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    const schema = db.schema;

    await schema
      .createTable("user_session")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("user_session_key", ["product_id", "user_id", "session_id"])
      .execute();
    await schema
      .createIndex("user_session_by_session")
      .on("user_session")
      .columns(["product_id", "session_id"])
      .execute();
    await sql`insert into user_session (product_id, user_id, session_id)
      select product_id, user_id, session_id from session where user_id is not null`.execute(db);

    await schema
      .createTable("last_seen")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("last_seen_key", ["product_id", "subject"])
      .execute();
    await schema.createIndex("last_seen_by_age").on("last_seen").column("at").execute();

    await schema
      .createTable("doomed_session")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("erased", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("doomed_session_key", ["product_id", "session_id"])
      .execute();

    await schema
      .createTable("erased_user")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("user_hash", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("erased_user_key", ["product_id", "user_hash"])
      .execute();

    await schema
      .createTable("anonymous_link")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("anonymous_id", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("anonymous_link_key", ["product_id", "anonymous_id"])
      .execute();
    await schema
      .createIndex("anonymous_link_by_user")
      .on("anonymous_link")
      .columns(["product_id", "user_id"])
      .execute();

    await schema
      .createTable("person")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("email", "text")
      .addColumn("traits", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("person_key", ["product_id", "person_id"])
      .execute();

    await schema
      .createTable("conversation_link")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("linked_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("conversation_link_key", ["product_id", "conversation_id"])
      .execute();
    await schema
      .createIndex("conversation_link_by_session")
      .on("conversation_link")
      .columns(["product_id", "session_id"])
      .execute();

    await schema
      .createTable("quarantine")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("event_id", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("quarantine_key", ["product_id", "event_id"])
      .execute();
    await schema.createIndex("quarantine_by_age").on("quarantine").column("at").execute();
    await schema.createIndex("quarantine_by_product").on("quarantine").columns(["product_id", "at"]).execute();

    await schema
      .createTable("offer_outcome")
      .addColumn("product_id", "text", (column) => column.notNull())
      .addColumn("offer_id", "text", (column) => column.notNull())
      .addColumn("trigger_id", "text", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("offer_outcome_key", ["product_id", "offer_id"])
      .execute();
    await schema.createIndex("offer_outcome_by_age").on("offer_outcome").column("created_at").execute();

    await schema
      .createIndex("visitor_by_user")
      .on("visitor")
      .columns(["product_id", "user_id"])
      .where(sql.ref("user_id"), "is not", null)
      .execute();
    await schema.createIndex("offer_by_session").on("offer").columns(["product_id", "session_id"]).execute();
  },
};
