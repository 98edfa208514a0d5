import { setImmediate as nextTurn } from "node:timers/promises";
import type { Offer } from "@usher/core";
import { type Kysely, sql } from "kysely";
import { outcomeOfOffer } from "../outcome-of-offer.ts";
import { deleteInChunks } from "./delete-in-chunks.ts";
import { toJsonText } from "./storable-text.ts";
import type { SessionTable, Tables } from "./tables.ts";

export type SessionKey = Pick<SessionTable, "product_id" | "session_id">;

/** What hangs on a session, with the key of each table. */
export const SESSION_TABLES: Readonly<{ [Name in keyof Tables]?: readonly (keyof Tables[Name] & string)[] }> = {
  action: ["product_id", "event_id"],
  frame: ["product_id", "session_id", "position"],
  chat_message: ["product_id", "session_id", "message_id"],
  ledger: ["product_id", "session_id", "at", "version", "position"],
  step: ["product_id", "session_id", "version"],
  conversation_link: ["product_id", "conversation_id"],
  session_analysis: ["product_id", "session_id"],
};

export type Counts = Map<string, number>;

export function addCount(counts: Counts, table: string, count: number): void {
  if (count > 0) counts.set(table, (counts.get(table) ?? 0) + count);
}

/**
 * Takes sessions out of the world inside the caller's transaction: from its end nobody finds them and nothing is added to
 * them, while the rows that hang on them go afterwards, in portions (`purgeDoomed`), even if the process dies in between.
 */
export async function doomSessions(
  db: Kysely<Tables>,
  sessions: readonly SessionKey[],
  erased: boolean,
): Promise<void> {
  if (sessions.length === 0) return;
  await db
    .insertInto("doomed_session")
    .values(sessions.map(({ product_id, session_id }) => ({ product_id, session_id, erased: erased ? 1 : 0 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const keys = sql.join(sessions.map(({ product_id, session_id }) => sql`(${product_id}, ${session_id})`));
  await sql`delete from session where (product_id, session_id) in (values ${keys})`.execute(db);
  await sql`delete from user_session where (product_id, session_id) in (values ${keys})`.execute(db);
}

/** Positions of the stream looked at in one statement. */
const STREAM_PORTION = 10_000;

/**
 * Empties what the product's stream says about sessions. The rows stay, so that the positions around them are not taken
 * for pruned. No index knows the sessions of a stream: it is short, and walked through in portions.
 */
async function blankStream(db: Kysely<Tables>, productId: string, sessionIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select min(position) as first, max(position) as last from stream_entry where product_id = ${productId}`.execute(db);
  const { first = null, last = null } = rows[0] ?? {};
  if (first === null || last === null) return 0;
  let blanked = 0;
  for (let from = first; from <= last; from += STREAM_PORTION) {
    const result = await sql`update stream_entry set session_id = '', body = '' where product_id = ${productId}
      and position >= ${from} and position < ${from + STREAM_PORTION}
      and session_id in (${sql.join(sessionIds)})`.execute(db);
    blanked += Number(result.numAffectedRows ?? 0);
    await nextTurn();
  }
  return blanked;
}

/** What is still to be told, and what was told, about sessions. */
export async function deleteDeliveries(
  db: Kysely<Tables>,
  productId: string,
  sessionIds: readonly string[],
): Promise<number> {
  let deleted = 0;
  for (let start = 0; start < sessionIds.length; start += 500) {
    deleted += await deleteInChunks(db, {
      table: "webhook_delivery",
      key: ["product_id", "delivery_id"],
      where: sql`product_id = ${productId} and session_id in (${sql.join(sessionIds.slice(start, start + 500))})`,
    });
  }
  return deleted;
}

/** Deletes what is left of doomed sessions. Of offers whose person is not to be forgotten the outcome stays. */
export async function purgeDoomed(db: Kysely<Tables>, counts: Counts = new Map()): Promise<void> {
  for (;;) {
    const doomed = await db.selectFrom("doomed_session").selectAll().limit(100).execute();
    if (doomed.length === 0) return;
    const keys = sql.join(doomed.map(({ product_id, session_id }) => sql`(${product_id}, ${session_id})`));
    const where = sql`(product_id, session_id) in (values ${keys})`;
    for (const [name, key] of Object.entries(SESSION_TABLES)) {
      const table = name as keyof Tables;
      addCount(counts, table, await deleteInChunks(db, { table, key: key as never, where }));
    }
    addCount(counts, "offer", await purgeOffers(db));
    const erased = doomed.filter((session) => session.erased === 1);
    for (const productId of new Set(erased.map((session) => session.product_id))) {
      const ids = erased.filter(({ product_id }) => product_id === productId).map(({ session_id }) => session_id);
      addCount(counts, "stream_entry", await blankStream(db, productId, ids));
      addCount(counts, "webhook_delivery", await deleteDeliveries(db, productId, ids));
    }
    await sql`delete from doomed_session where ${where}`.execute(db);
    await nextTurn();
  }
}

async function purgeOffers(db: Kysely<Tables>): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await db.transaction().execute(async (transaction) => {
      const offers = await transaction
        .selectFrom("doomed_session as doomed")
        .innerJoin("offer", (join) =>
          join.onRef("offer.product_id", "=", "doomed.product_id").onRef("offer.session_id", "=", "doomed.session_id"),
        )
        .select(["offer.product_id", "offer.offer_id", "offer.status", "offer.body", "doomed.erased"])
        .limit(200)
        .execute();
      if (offers.length === 0) return 0;
      const kept = offers
        .filter(({ erased }) => erased === 0)
        .map(({ product_id, offer_id, status, body }) => {
          const offer = JSON.parse(body) as Offer;
          const outcome = {
            trigger_id: offer.triggerId,
            created_at: offer.createdAt,
            body: toJsonText(outcomeOfOffer(offer)),
          };
          return { product_id, offer_id, status, ...outcome };
        });
      if (kept.length > 0) {
        await transaction
          .insertInto("offer_outcome")
          .values(kept)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      const keys = sql.join(offers.map(({ product_id, offer_id }) => sql`(${product_id}, ${offer_id})`));
      await sql`delete from offer where (product_id, offer_id) in (values ${keys})`.execute(transaction);
      return offers.length;
    });
    if (count === 0) return deleted;
    deleted += count;
    await nextTurn();
  }
}
