import { type EpochMs, UsherError } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { Erasure } from "../../ports/activity-store.ts";
import { hashUser } from "../hash-user.ts";
import { deleteInChunks } from "./delete-in-chunks.ts";
import { addCount, type Counts, deleteDeliveries, doomSessions, purgeDoomed } from "./forget-sessions.ts";
import { forgetPerson } from "./prune-activity.ts";
import { requireStorable } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

export interface ErasureTools {
  /** Resolves when every write accepted so far is settled. */
  drain(): Promise<void>;
  /** Leaves nothing of deleted rows in the database's files; false when the last of them go later. */
  scrub(): Promise<boolean>;
}

interface Traces {
  readonly sessionIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly visitorIds: readonly string[];
  readonly subjects: readonly string[];
}

/**
 * First, in one transaction, the user becomes a hash and their sessions cease to exist: no later write finds them. What was
 * already on its way is waited for. Only then the rows go, in portions, and at last their bytes.
 */
export async function eraseUser(
  db: Kysely<Tables>,
  { drain, scrub }: ErasureTools,
  productId: string,
  userId: string,
  at: EpochMs,
): Promise<Erasure> {
  requireStorable(productId, userId);
  const counts: Counts = new Map();
  const traces = await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("erased_user")
      .values({ product_id: productId, user_hash: hashUser(productId, userId), at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const found = await findTraces(transaction, productId, userId);
    const keys = found.sessionIds.map((session_id) => ({ product_id: productId, session_id }));
    for (let start = 0; start < keys.length; start += 500) {
      await doomSessions(transaction, keys.slice(start, start + 500), true);
    }
    addCount(counts, "session", keys.length);
    await forgetTraces(transaction, productId, userId, found, counts);
    const ids = [userId, ...found.anonymousIds, ...found.sessionIds.slice(0, QUARANTINE_SESSIONS)];
    addCount(counts, "quarantine", await forgetQuarantined(transaction, productId, ids));
    return found;
  });
  // Twice: a message that saw its session a moment ago may have queued up right behind the first wait.
  await drain();
  await drain();
  await purgeDoomed(db, counts);
  // Whoever was just reading the stream may have queued a delivery since.
  addCount(counts, "webhook_delivery", await deleteDeliveries(db, productId, traces.sessionIds));
  const scrubbed = await scrub();
  return { rows: Object.fromEntries(counts), scrubbed, sessionIds: traces.sessionIds, subjects: traces.subjects };
}

/** Goes on with what a process that died left behind. */
export async function finishForgetting(db: Kysely<Tables>, { scrub }: Pick<ErasureTools, "scrub">): Promise<void> {
  const erased = await db.selectFrom("doomed_session").select("erased").where("erased", "=", 1).limit(1).execute();
  await purgeDoomed(db);
  if (erased.length > 0) await scrub();
}

/** Their sessions, and those of their browser from before they signed in. */
async function findTraces(db: Kysely<Tables>, productId: string, userId: string): Promise<Traces> {
  const sessions = await sql<{ session_id: string; visitor_id: string }>`
    select session_id, visitor_id from session where product_id = ${productId} and session_id in (
      select session_id from user_session where product_id = ${productId} and user_id = ${userId})
    union
    select session.session_id, session.visitor_id from visitor
    join session on session.product_id = visitor.product_id and session.visitor_id = visitor.visitor_id
    where visitor.product_id = ${productId} and visitor.user_id = ${userId} and session.user_id is null`.execute(db);
  const named = await db
    .selectFrom("visitor")
    .select("visitor_id")
    .where("product_id", "=", productId)
    .where("user_id", "=", userId)
    .execute();
  const anonymous = await db
    .selectFrom("anonymous_link")
    .select("anonymous_id")
    .where("product_id", "=", productId)
    .where("user_id", "=", userId)
    .execute();
  const anonymousIds = anonymous.map((row) => row.anonymous_id);
  const visitorIds = new Set([...sessions.rows, ...named].map((row) => row.visitor_id));
  return {
    sessionIds: sessions.rows.map((row) => row.session_id),
    anonymousIds,
    visitorIds: [...visitorIds],
    subjects: [
      `user:${userId}`,
      ...new Set([userId, ...anonymousIds].map((id) => `claimed:${id}`)),
      ...[...visitorIds].map((id) => `visitor:${id}`),
    ],
  };
}

/** A browser that somebody else uses by now stays theirs. */
async function forgetTraces(
  db: Kysely<Tables>,
  productId: string,
  userId: string,
  { visitorIds, subjects }: Traces,
  counts: Counts,
): Promise<void> {
  let visitors = 0;
  for (const visitorId of visitorIds) {
    const result = await sql`delete from visitor where product_id = ${productId} and visitor_id = ${visitorId}
      and (user_id is null or user_id = ${userId})
      and not exists (select 1 from session where product_id = ${productId} and visitor_id = ${visitorId})`.execute(db);
    visitors += Number(result.numAffectedRows ?? 0);
  }
  addCount(counts, "visitor", visitors);
  for (const subject of subjects) {
    const { numAffectedRows } = await sql`delete from attention
      where product_id = ${productId} and subject = ${subject}`.execute(db);
    addCount(counts, "attention", Number(numAffectedRows ?? 0));
    const memories = await sql`delete from user_memory
      where product_id = ${productId} and subject = ${subject}`.execute(db);
    addCount(counts, "user_memory", Number(memories.numAffectedRows ?? 0));
    await sql`delete from last_seen where product_id = ${productId} and subject = ${subject}`.execute(db);
  }
  const { persons, links } = await forgetPerson(db, productId, userId);
  addCount(counts, "person", persons);
  addCount(counts, "anonymous_link", links);
}

/** Every id is one look through the quarantine; older sessions than these have nothing left in it. */
const QUARANTINE_SESSIONS = 50;
/** From this length on an id is hardly part of another word. */
const TELLING_LENGTH = 6;

/** Refused events belong to nobody: those that hold one of the ids are taken for theirs. The body is kept as JSON text of JSON text. */
async function forgetQuarantined(db: Kysely<Tables>, productId: string, ids: readonly string[]): Promise<number> {
  let deleted = 0;
  for (const id of ids) {
    const inBody = id.length < TELLING_LENGTH ? JSON.stringify(id) : JSON.stringify(id).slice(1, -1);
    const text = JSON.stringify(inBody).slice(1, -1);
    deleted += await deleteInChunks(db, {
      table: "quarantine",
      key: ["product_id", "event_id"],
      where: sql`product_id = ${productId} and replace(body, ${text}, '') <> body`,
    });
  }
  return deleted;
}

export async function isErased(db: Kysely<Tables>, productId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("erased_user")
    .select("at")
    .where("product_id", "=", productId)
    .where("user_hash", "=", hashUser(productId, userId))
    .executeTakeFirst();
  return row !== undefined;
}

/** Refuses what names an erased user. Throws `user_erased`. */
export async function requireNotErased(db: Kysely<Tables>, productId: string, userId: string): Promise<void> {
  if (await isErased(db, productId, userId)) {
    throw new UsherError("user_erased", "This user was erased; nothing of them is accepted.");
  }
}
