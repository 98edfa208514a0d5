import { type Kysely, sql } from "kysely";
import { bulkInsert, valueRows } from "./bulk-insert.ts";
import { bulkStatement } from "./bulk-statement.ts";
import { type GroupPlan, type KnownVersions, planGroup, rowKey } from "./plan-group.ts";
import type { NewChatMessage, StoreWrite, WriteOutcome } from "./store-write.ts";
import type { Tables } from "./tables.ts";

interface VersionRow {
  readonly product_id: string;
  readonly id: string;
  readonly version: number;
}

export type GroupWriter = (db: Kysely<Tables>, writes: readonly StoreWrite[]) => Promise<readonly WriteOutcome[]>;

const SESSION_COLUMNS = [
  "product_id",
  "session_id",
  "visitor_id",
  "user_id",
  "level",
  "subject",
  "generation",
  "snapshot",
  "version",
  "wake_at",
  "last_active_at",
  "created_at",
] as const;

/** Writes a group of writes in one transaction: read versions, decide, write what stands. */
export function createGroupWriter(): GroupWriter {
  const sessionVersions = bulkStatement<VersionRow>(
    (count) => sql`select product_id, session_id as id, version from session
      where (product_id, session_id) in (values ${valueRows(count, 2)})`,
  );
  const attentionVersions = bulkStatement<VersionRow>(
    (count) => sql`select product_id, subject as id, version from attention
      where (product_id, subject) in (values ${valueRows(count, 2)})`,
  );
  const insertPlan = createPlanWriter();

  return (db, writes) =>
    db.transaction().execute(async (transaction) => {
      const sessionKeys: string[][] = [];
      const attentionKeys: string[][] = [];
      for (const write of writes) {
        if (write.type !== "step") continue;
        const { session, attention } = write.step;
        sessionKeys.push([session.product_id, session.session_id]);
        if (attention !== undefined) attentionKeys.push([attention.product_id, attention.subject]);
      }
      const known: KnownVersions = {
        sessions: byKey(await sessionVersions(transaction, sessionKeys)),
        attention: byKey(await attentionVersions(transaction, attentionKeys)),
      };
      const plan = planGroup(writes, known);
      await insertPlan(transaction, plan);
      return plan.outcomes;
    });
}

function byKey(rows: readonly VersionRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map((row) => [rowKey(row.product_id, row.id), row.version]));
}

function createPlanWriter(): (db: Kysely<Tables>, plan: GroupPlan) => Promise<void> {
  const insertVisitors = bulkInsert({
    table: "visitor",
    columns: ["product_id", "visitor_id", "secret_hash", "user_id", "level", "verified_until", "created_at"],
    key: ["product_id", "visitor_id"],
    onConflict: "fail",
  });
  const session = { table: "session", columns: SESSION_COLUMNS, key: ["product_id", "session_id"] } as const;
  const insertSessions = bulkInsert({ ...session, onConflict: "fail" });
  const replaceSessions = bulkInsert({ ...session, onConflict: "replace", fixed: ["visitor_id", "created_at"] });
  const replaceAttention = bulkInsert({
    table: "attention",
    columns: ["product_id", "subject", "version", "body"],
    key: ["product_id", "subject"],
    onConflict: "replace",
  });
  const insertActions = bulkInsert({
    table: "action",
    columns: ["product_id", "session_id", "event_id", "at", "body"],
    key: ["product_id", "event_id"],
    onConflict: "skip",
  });
  const replaceOffers = bulkInsert({
    table: "offer",
    columns: ["product_id", "offer_id", "session_id", "status", "body"],
    key: ["product_id", "offer_id"],
    onConflict: "replace",
  });
  const insertFrames = bulkInsert({
    table: "frame",
    columns: ["product_id", "session_id", "position", "event", "body", "created_at"],
    key: [],
    onConflict: "fail",
  });
  const insertNotes = bulkInsert({
    table: "ledger",
    columns: ["product_id", "session_id", "at", "version", "position", "body"],
    key: [],
    onConflict: "fail",
  });
  const insertRecorded = bulkInsert({
    table: "step",
    columns: ["product_id", "session_id", "version", "at", "body"],
    key: [],
    onConflict: "fail",
  });

  return async (db, plan) => {
    await insertVisitors(db, plan.newVisitors);
    for (const { product_id, visitor_id, ...user } of plan.visitorUsers) {
      await db
        .updateTable("visitor")
        .set(user)
        .where("product_id", "=", product_id)
        .where("visitor_id", "=", visitor_id)
        .execute();
    }
    await insertSessions(db, plan.newSessions);
    await replaceSessions(db, plan.sessions);
    await replaceAttention(db, plan.attention);
    await insertActions(db, plan.actions);
    await replaceOffers(db, plan.offers);
    await insertFrames(db, plan.frames);
    await insertNotes(db, plan.notes);
    await insertRecorded(db, plan.recorded);
    for (const message of plan.chat) await insertChatMessage(db, message);
    if (plan.ping) await writePing(db);
  };
}

/** A message that was stored before is left as it is: sending again is harmless. */
async function insertChatMessage(db: Kysely<Tables>, message: NewChatMessage): Promise<void> {
  const { product_id, session_id, message_id, at, body } = message;
  await sql`insert into chat_message (product_id, session_id, message_id, position, at, body)
    values (${product_id}, ${session_id}, ${message_id},
      (select coalesce(max(position), 0) + 1 from chat_message
        where product_id = ${product_id} and session_id = ${session_id}),
      ${at}, ${body})
    on conflict (product_id, session_id, message_id) do nothing`.execute(db);
}

/** Changes something: a database may skip writing a row that would stay the same. */
async function writePing(db: Kysely<Tables>): Promise<void> {
  await sql`update meta set value = case value when 'ping' then 'pong' else 'ping' end where name = 'ping'`.execute(db);
}
