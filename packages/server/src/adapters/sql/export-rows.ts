import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ExportedRow } from "../../ports/activity-store.ts";
import { toExportedRow } from "../exported-row.ts";
import type { Tables } from "./tables.ts";

/** Rows read at once: what an export holds in memory. */
const PAGE = 500;

type Exported = { readonly [Name in keyof Tables]?: readonly (keyof Tables[Name] & string)[] };

/** What is exported, in this order, with the key of each table; pages follow the key. */
const OF_SESSIONS: Exported = {
  session: ["session_id"],
  action: ["event_id"],
  offer: ["offer_id"],
  chat_message: ["session_id", "message_id"],
  frame: ["session_id", "position"],
  ledger: ["session_id", "at", "version", "position"],
  step: ["session_id", "version"],
  conversation_link: ["conversation_id"],
  session_analysis: ["session_id"],
};

const OF_PEOPLE: Exported = {
  visitor: ["visitor_id"],
  attention: ["subject"],
  user_memory: ["subject"],
  anonymous_link: ["anonymous_id"],
  person: ["person_id"],
};

const OF_NOBODY: Exported = {
  offer_outcome: ["offer_id"],
  quarantine: ["event_id"],
};

export async function* exportUser(db: Kysely<Tables>, productId: string, userId: string): AsyncIterable<ExportedRow> {
  const linked = sql`select anonymous_id from anonymous_link where product_id = ${productId} and user_id = ${userId}`;
  const visitors = sql`select visitor_id from visitor where product_id = ${productId} and user_id = ${userId}`;
  const theirs = sql`(subject in (${`user:${userId}`}, ${`claimed:${userId}`})
      or subject in (select 'visitor:' || visitor_id from (${visitors}) as theirs))`;
  const people: { readonly [Name in keyof Tables]?: RawBuilder<unknown> } = {
    visitor: sql`user_id = ${userId}`,
    attention: theirs,
    user_memory: theirs,
    anonymous_link: sql`user_id = ${userId}`,
    person: sql`(person_id = ${userId} or person_id in (${linked}))`,
  };
  for (const [table, key] of Object.entries(OF_PEOPLE)) {
    yield* rowsOf(db, productId, table as keyof Tables, key, people[table as keyof Tables]);
  }
  const sessions = await sql<{ session_id: string }>`
    select session_id from user_session where product_id = ${productId} and user_id = ${userId}
    union select session_id from session
      where product_id = ${productId} and user_id is null and visitor_id in (${visitors})`.execute(db);
  for (const { session_id } of sessions.rows) {
    for (const [table, key] of Object.entries(OF_SESSIONS)) {
      yield* rowsOf(db, productId, table as keyof Tables, key, sql`session_id = ${session_id}`);
    }
  }
}

export async function* exportProduct(db: Kysely<Tables>, productId: string): AsyncIterable<ExportedRow> {
  for (const [table, key] of Object.entries({ ...OF_PEOPLE, ...OF_SESSIONS, ...OF_NOBODY })) {
    yield* rowsOf(db, productId, table as keyof Tables, key);
  }
}

/** A page after the other, each beginning after the last row of the one before: rows that come or go meanwhile do no harm. */
async function* rowsOf(
  db: Kysely<Tables>,
  productId: string,
  table: keyof Tables,
  key: readonly string[],
  condition: RawBuilder<unknown> = sql`true`,
): AsyncIterable<ExportedRow> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let after: RawBuilder<unknown> = sql`true`;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
      where product_id = ${productId} and ${condition} and ${after} order by ${columns} limit ${PAGE}`.execute(db);
    for (const row of rows) yield toExportedRow(table, row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = sql`(${columns}) > (${sql.join(key.map((column) => sql`${last[column]}`))})`;
  }
}
