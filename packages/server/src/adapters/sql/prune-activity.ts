import { setImmediate as nextTurn } from "node:timers/promises";
import type { EpochMs } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { SessionPruning } from "../../ports/activity-store.ts";
import { DELETE_CHUNK, deleteInChunks } from "./delete-in-chunks.ts";
import { doomSessions, purgeDoomed } from "./forget-sessions.ts";
import type { SessionTable, Tables } from "./tables.ts";

type Candidate = Pick<
  SessionTable,
  "product_id" | "session_id" | "visitor_id" | "subject" | "wake_at" | "last_active_at"
>;

/** Sessions taken out in one transaction. */
const SESSIONS_AT_ONCE = 100;

/**
 * Deletes sessions without activity since the moment that wait for nothing. No index knows when a session was last
 * active, since that changes with every step: all are looked at, a portion at a time.
 */
export async function pruneSessions(
  db: Kysely<Tables>,
  before: EpochMs,
  { isOpen, onPruned }: SessionPruning,
): Promise<number> {
  let pruned = 0;
  let last: Candidate | undefined;
  for (;;) {
    const from =
      last === undefined ? sql`true` : sql`(product_id, session_id) > (${last.product_id}, ${last.session_id})`;
    const portion = await sql<Candidate>`
      select product_id, session_id, visitor_id, subject, wake_at, last_active_at from session
      where ${from} order by product_id, session_id limit ${DELETE_CHUNK}`.execute(db);
    const idle = portion.rows.filter(
      (row) =>
        row.last_active_at < before &&
        (row.wake_at === null || row.wake_at < before) &&
        isOpen?.(row.product_id, row.session_id) !== true,
    );
    for (let start = 0; start < idle.length; start += SESSIONS_AT_ONCE) {
      pruned += await retire(db, idle.slice(start, start + SESSIONS_AT_ONCE), before, onPruned);
    }
    last = portion.rows.at(-1);
    if (portion.rows.length < DELETE_CHUNK || last === undefined) return pruned;
    await nextTurn();
  }
}

/** Looks again inside the transaction: a session may have become active since it was read. */
async function retire(
  db: Kysely<Tables>,
  candidates: readonly Candidate[],
  before: EpochMs,
  onPruned: SessionPruning["onPruned"],
): Promise<number> {
  const keys = sql.join(candidates.map(({ product_id, session_id }) => sql`(${product_id}, ${session_id})`));
  const idle = await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<Candidate>`
      select product_id, session_id, visitor_id, subject, last_active_at from session
      where (product_id, session_id) in (values ${keys})
        and last_active_at < ${before} and (wake_at is null or wake_at < ${before})`.execute(transaction);
    await noteLastSeen(transaction, rows);
    await doomSessions(transaction, rows, false);
    return rows;
  });
  for (const { product_id, session_id } of idle) onPruned?.(product_id, session_id);
  await purgeDoomed(db);
  return idle.length;
}

async function noteLastSeen(db: Kysely<Tables>, sessions: readonly Candidate[]): Promise<void> {
  for (const { product_id, visitor_id, subject, last_active_at } of sessions) {
    for (const each of new Set([`visitor:${visitor_id}`, subject])) {
      await sql`insert into last_seen (product_id, subject, at) values (${product_id}, ${each}, ${last_active_at})
        on conflict (product_id, subject) do update set
          at = case when excluded.at > last_seen.at then excluded.at else last_seen.at end`.execute(db);
    }
  }
}

/** Forgets the attention, visitor, person and links of subjects that have no session left and were not seen since. */
export async function pruneVisitors(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  let pruned = 0;
  for (;;) {
    const portion = await db
      .selectFrom("last_seen")
      .select(["product_id", "subject"])
      .where("at", "<", before)
      .orderBy("at")
      .limit(SESSIONS_AT_ONCE)
      .execute();
    if (portion.length === 0) return pruned;
    await db.transaction().execute(async (transaction) => {
      for (const { product_id, subject } of portion) {
        if (await forgetSubject(transaction, product_id, subject)) pruned += 1;
      }
    });
    await nextTurn();
  }
}

/** False when the subject has a session: its age begins anew when that goes. */
async function forgetSubject(db: Kysely<Tables>, productId: string, subject: string): Promise<boolean> {
  const colon = subject.indexOf(":");
  const id = subject.slice(colon + 1);
  const isVisitor = subject.startsWith("visitor:");
  await db.deleteFrom("last_seen").where("product_id", "=", productId).where("subject", "=", subject).execute();
  const { rows } = isVisitor
    ? await sql`select 1 from session where product_id = ${productId} and visitor_id = ${id} limit 1`.execute(db)
    : await sql`select 1 from user_session where product_id = ${productId} and user_id = ${id} limit 1`.execute(db);
  if (rows.length > 0) return false;
  for (const table of ["attention", "user_memory"] as const) {
    await db.deleteFrom(table).where("product_id", "=", productId).where("subject", "=", subject).execute();
  }
  if (isVisitor) {
    await db.deleteFrom("visitor").where("product_id", "=", productId).where("visitor_id", "=", id).execute();
  } else {
    await forgetPerson(db, productId, id);
  }
  return true;
}

/** What sources said about a user and the anonymous ids they had. */
export async function forgetPerson(
  db: Kysely<Tables>,
  productId: string,
  userId: string,
): Promise<{ readonly persons: number; readonly links: number }> {
  const persons = await sql`delete from person where product_id = ${productId} and (person_id = ${userId}
    or person_id in (select anonymous_id from anonymous_link where product_id = ${productId} and user_id = ${userId}))`.execute(
    db,
  );
  const links = await sql`delete from anonymous_link where product_id = ${productId} and user_id = ${userId}`.execute(
    db,
  );
  return { persons: Number(persons.numAffectedRows ?? 0), links: Number(links.numAffectedRows ?? 0) };
}

export function pruneQuarantine(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  return deleteInChunks(db, { table: "quarantine", key: ["product_id", "event_id"], where: sql`at < ${before}` });
}

export function pruneOutcomes(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  return deleteInChunks(db, {
    table: "offer_outcome",
    key: ["product_id", "offer_id"],
    where: sql`created_at < ${before}`,
  });
}

/** The conversations of sessions without activity since the moment. */
export async function pruneChat(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  return deleteInChunks(db, {
    table: "chat_message",
    key: ["product_id", "session_id", "message_id"],
    where: sql`exists (select 1 from session where session.product_id = chat_message.product_id
      and session.session_id = chat_message.session_id and session.last_active_at < ${before})`,
  });
}
