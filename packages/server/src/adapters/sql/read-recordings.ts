import { setImmediate as nextTurn } from "node:timers/promises";
import type { Action, EpochMs, RecordedSession } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { SessionListing, SessionQuery } from "../../ports/store.ts";
import { decodeSession } from "./decode-rows.ts";
import { decodeRecording } from "./recorded-steps.ts";
import { isStorableText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** Steps deleted per statement, so that a long absence of pruning does not stop the process for seconds. */
const PRUNE_BATCH = 1_000;

export async function readRecording(
  db: Kysely<Tables>,
  productId: string,
  sessionId: string,
): Promise<RecordedSession | undefined> {
  if (!isStorableText(sessionId)) return undefined;
  const session = await db
    .selectFrom("session")
    .selectAll()
    .where("product_id", "=", productId)
    .where("session_id", "=", sessionId)
    .executeTakeFirst();
  if (session === undefined) return undefined;
  const steps = await db
    .selectFrom("step")
    .select(["version", "at", "body"])
    .where("product_id", "=", productId)
    .where("session_id", "=", sessionId)
    .orderBy("version")
    .execute();
  const actions = await db
    .selectFrom("action")
    .select("body")
    .where("product_id", "=", productId)
    .where("session_id", "=", sessionId)
    .execute();
  const byId = new Map(
    actions.map(({ body }) => {
      const action = JSON.parse(body) as Action;
      return [action.id, action] as const;
    }),
  );
  return decodeRecording(decodeSession(session), steps, byId);
}

export async function listSessions(
  db: Kysely<Tables>,
  productId: string,
  { since, userId, after, limit }: SessionQuery,
): Promise<readonly SessionListing[]> {
  let query = db
    .selectFrom("session")
    .select([
      "session_id as sessionId",
      "subject",
      "user_id as userId",
      "created_at as createdAt",
      "last_active_at as lastActiveAt",
    ])
    .where("product_id", "=", productId);
  if (since !== undefined) query = query.where("last_active_at", ">=", since);
  if (userId !== undefined) {
    if (!isStorableText(userId)) return [];
    query = query.where("user_id", "=", userId);
  }
  if (after !== undefined) {
    const { subject, createdAt, sessionId } = after;
    query = query.where(sql<boolean>`(subject, created_at, session_id) > (${subject}, ${createdAt}, ${sessionId})`);
  }
  return query.orderBy("subject").orderBy("created_at").orderBy("session_id").limit(limit).execute();
}

export async function pruneRecordings(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  let pruned = 0;
  for (;;) {
    const result = await sql`delete from step where (product_id, session_id, version) in (
      select step.product_id, step.session_id, step.version from step
      join session on session.product_id = step.product_id and session.session_id = step.session_id
      where session.last_active_at < ${before} limit ${PRUNE_BATCH})`.execute(db);
    const count = Number(result.numAffectedRows ?? 0);
    pruned += count;
    if (count < PRUNE_BATCH) return pruned;
    await nextTurn();
  }
}
