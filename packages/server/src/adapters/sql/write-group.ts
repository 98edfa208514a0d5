import { type Kysely, sql } from "kysely";
import { bulkInsert, bulkInsertNew, valueRows } from "./bulk-insert.ts";
import { bulkStatement } from "./bulk-statement.ts";
import { createLogWriter } from "./log-writer.ts";
import { createUserNoter } from "./note-users.ts";
import { type GroupPlan, type KnownVersions, planGroup, rowKey } from "./plan-group.ts";
import { planLog } from "./plan-log.ts";
import type { NewChatMessage, StoreWrite, WriteOutcome } from "./store-write.ts";
import type { ConsumerTable, Tables } from "./tables.ts";

interface VersionRow {
  readonly product_id: string;
  readonly id: string;
  readonly version: number;
}

interface SessionVersionRow extends VersionRow {
  readonly user_id: string | null;
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
  "action_count",
  "email",
  "source",
  "conversation_id",
] as const;

/** Writes a group of writes in one transaction: read versions, decide, write what stands. */
export function createGroupWriter(): GroupWriter {
  const sessionVersions = bulkStatement<SessionVersionRow>(
    (count) => sql`select product_id, session_id as id, version, user_id from session
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
      const sessions = await sessionVersions(transaction, sessionKeys);
      const known: KnownVersions = {
        sessions: byKey(sessions),
        users: new Map(sessions.map((row) => [rowKey(row.product_id, row.id), row.user_id])),
        attention: byKey(await attentionVersions(transaction, attentionKeys)),
      };
      return insertPlan(transaction, planGroup(writes, known));
    });
}

function byKey(rows: readonly VersionRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map((row) => [rowKey(row.product_id, row.id), row.version]));
}

function createPlanWriter(): (db: Kysely<Tables>, plan: GroupPlan) => Promise<readonly WriteOutcome[]> {
  const insertVisitors = bulkInsert({
    table: "visitor",
    columns: ["product_id", "visitor_id", "secret_hash", "user_id", "level", "verified_until", "created_at"],
    key: ["product_id", "visitor_id"],
    onConflict: "fail",
  });
  const session = { table: "session", columns: SESSION_COLUMNS, key: ["product_id", "session_id"] } as const;
  const insertSessions = bulkInsert({ ...session, onConflict: "fail" });
  const replaceSessions = bulkInsert({
    ...session,
    onConflict: "replace",
    fixed: ["visitor_id", "created_at", "source"],
  });
  const replaceAttention = bulkInsert({
    table: "attention",
    columns: ["product_id", "subject", "version", "body"],
    key: ["product_id", "subject"],
    onConflict: "replace",
  });
  const insertActions = bulkInsertNew({
    table: "action",
    columns: ["product_id", "session_id", "event_id", "at", "body"],
    key: ["product_id", "event_id"],
  });
  const writeLog = createLogWriter();
  const noteUsers = createUserNoter();
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
    await noteUsers(db, plan);
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
    const log = planLog(plan, await insertActions(db, plan.actions));
    const positions = await writeLog(db, log.entries);
    await replaceSessions(db, log.sessions);
    await replaceAttention(db, plan.attention);
    await replaceOffers(db, plan.offers);
    await insertFrames(db, plan.frames);
    await insertNotes(db, plan.notes);
    await insertRecorded(db, plan.recorded);
    for (const message of plan.chat) await insertChatMessage(db, message);
    if (plan.ping) await writePing(db);
    const stale = new Set<number>();
    for (const [index, consumer] of plan.consumers) if (!(await writeConsumer(db, consumer))) stale.add(index);
    return plan.outcomes.map((outcome, index): WriteOutcome => {
      if (outcome === "stale" || stale.has(index)) return { outcome: "stale" };
      const position = positions.get(index);
      const storedIndexes = log.storedIndexes.get(index);
      return {
        outcome,
        ...(position === undefined ? {} : { position }),
        ...(storedIndexes === undefined ? {} : { storedIndexes }),
      };
    });
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

/** Whether the version in force was the one before. */
async function writeConsumer(db: Kysely<Tables>, consumer: ConsumerTable): Promise<boolean> {
  const { product_id, name, ...state } = consumer;
  const result =
    state.version === 1
      ? await db
          .insertInto("consumer")
          .values(consumer)
          .onConflict((conflict) => conflict.columns(["product_id", "name"]).doNothing())
          .executeTakeFirst()
      : await db
          .updateTable("consumer")
          .set(state)
          .where("product_id", "=", product_id)
          .where("name", "=", name)
          .where("version", "=", state.version - 1)
          .executeTakeFirst();
  return ("numUpdatedRows" in result ? result.numUpdatedRows : (result.numInsertedOrUpdatedRows ?? 0n)) > 0n;
}

/** Changes something: a database may skip writing a row that would stay the same. */
async function writePing(db: Kysely<Tables>): Promise<void> {
  await sql`update meta set value = case value when 'ping' then 'pong' else 'ping' end where name = 'ping'`.execute(db);
}
