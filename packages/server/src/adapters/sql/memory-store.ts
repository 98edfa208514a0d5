import type { SessionAnalysis, UserMemory } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { AnalysisRecord, MemoryRecord, MemoryStore } from "../../ports/memory-store.ts";
import { requireNotErased } from "./erase-user.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { SessionAnalysisTable } from "./memory-tables.ts";
import { isStorableText, requireStorable, toJsonText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

type Outcome = "saved" | "stale" | "gone";
/** Each write checks before it changes anything, so one that is refused leaves the others of its group alone. */
type Write = (db: Kysely<Tables>) => Promise<Outcome>;

const MAX_GROUP_WRITES = 100;
const MAX_WAITING_WRITES = 10_000;

/** Many sessions end together, so writes share a disk flush. */
export function createSqlMemoryStore(db: Kysely<Tables>): MemoryStore {
  const group = createGroupCommit<Write, Outcome>({
    commit: (writes) =>
      db.transaction().execute(async (transaction) => {
        const outcomes: Outcome[] = [];
        for (const write of writes) outcomes.push(await write(transaction));
        return outcomes;
      }),
    weigh: () => 1,
    maxWrites: MAX_GROUP_WRITES,
    maxWeight: MAX_GROUP_WRITES,
    maxWaiting: MAX_WAITING_WRITES,
  });

  return {
    async findMemory(productId, subject) {
      if (!isStorableText(subject)) return undefined;
      const row = await db
        .selectFrom("user_memory")
        .select(["version", "body"])
        .where("product_id", "=", productId)
        .where("subject", "=", subject)
        .executeTakeFirst();
      return row && { productId, subject, version: row.version, memory: JSON.parse(row.body) as UserMemory };
    },

    saveMemory(record, analysis) {
      requireStorable(record.productId, record.subject);
      return group.add(async (transaction) => {
        if (analysis !== undefined && !(await hasSession(transaction, analysis))) return "gone";
        if (!(await isPresent(transaction, record)) && analysis === undefined) return "gone";
        if (!(await writeMemory(transaction, record))) return "stale";
        if (analysis !== undefined) await writeAnalysis(transaction, analysis);
        return "saved";
      });
    },

    async mergeMemory(merged, from) {
      requireStorable(merged.productId, merged.subject, from.subject);
      const outcome = await group.add(async (transaction) => {
        await isPresent(transaction, merged);
        if (!(await isHeld(transaction, from, from.version))) return "stale";
        if (!(await writeMemory(transaction, merged))) return "stale";
        const theirs = sql`product_id = ${from.productId} and subject = ${from.subject}`;
        await sql`delete from user_memory where ${theirs}`.execute(transaction);
        await sql`update session_analysis set subject = ${merged.subject} where ${theirs}`.execute(transaction);
        return "saved";
      });
      return outcome === "saved" ? "saved" : "stale";
    },

    async forgetMemory(record) {
      requireStorable(record.productId, record.subject);
      return group.add(async (transaction) => {
        if (!(await isPresent(transaction, record))) return "gone";
        if (!(await writeMemory(transaction, record))) return "stale";
        await sql`update session_analysis set body = '', email = null
          where product_id = ${record.productId} and subject = ${record.subject}`.execute(transaction);
        return "saved";
      });
    },

    async findAnalysis(productId, sessionId) {
      if (!isStorableText(sessionId)) return undefined;
      const row = await db
        .selectFrom("session_analysis")
        .selectAll()
        .where("product_id", "=", productId)
        .where("session_id", "=", sessionId)
        .executeTakeFirst();
      return row && decodeAnalysis(row);
    },

    async listAnalyses(productId, { subjects, userId, email, organizationId, since, until, limit, after }) {
      const asked = [...(subjects ?? []), userId ?? "", email ?? "", organizationId ?? ""];
      if (!asked.every(isStorableText) || subjects?.length === 0) return [];
      const rows = await db
        .selectFrom("session_analysis")
        .selectAll()
        .where("product_id", "=", productId)
        .where("body", "<>", "")
        .$if(subjects !== undefined, (query) => query.where("subject", "in", subjects ?? []))
        .$if(userId !== undefined, (query) => query.where("user_id", "=", userId ?? ""))
        .$if(email !== undefined, (query) => query.where(sql<boolean>`lower(email) = lower(${email})`))
        // No column of its own: few ask, and then of some days. Emptied bodies are no JSON.
        .$if(organizationId !== undefined, (query) =>
          query.where(
            sql<boolean>`case body when '' then 0 else json_extract(body, '$.meta.organization_id') = ${organizationId} end`,
          ),
        )
        .$if(since !== undefined, (query) => query.where("ended_at", ">=", since ?? 0))
        .$if(until !== undefined, (query) => query.where("started_at", "<", until ?? 0))
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(ended_at < ${after?.endedAt}
            or (ended_at = ${after?.endedAt} and session_id > ${after?.sessionId}))`),
        )
        .orderBy("ended_at", "desc")
        .orderBy("session_id")
        .limit(limit)
        .execute();
      return rows.map(decodeAnalysis);
    },

    async unanalysedSessions(limit, after) {
      const from =
        after === undefined ? sql`true` : sql`(s.product_id, s.session_id) > (${after.productId}, ${after.sessionId})`;
      const { rows } = await sql<{ product_id: string; session_id: string; last_active_at: number }>`
        select s.product_id, s.session_id, s.last_active_at from session as s
        left join session_analysis as a on a.product_id = s.product_id and a.session_id = s.session_id
        where ${from} and s.action_count > coalesce(a.action_count, 0)
        order by s.product_id, s.session_id limit ${limit}`.execute(db);
      return rows.map(({ product_id, session_id, last_active_at }) => ({
        productId: product_id,
        sessionId: session_id,
        lastActiveAt: last_active_at,
      }));
    },

    async listSubjects(productId, limit, after = "") {
      const rows = await db
        .selectFrom("user_memory")
        .select("subject")
        .where("product_id", "=", productId)
        .where("subject", ">", after)
        .orderBy("subject")
        .limit(limit)
        .execute();
      return rows.map(({ subject }) => subject);
    },
  };
}

/**
 * An erased user has no memory, whoever asks for it: throws `user_erased`. A visitor is there for as long as their browser
 * or one of their sessions is known.
 */
async function isPresent(db: Kysely<Tables>, { productId, subject }: MemoryRecord): Promise<boolean> {
  const id = subject.slice(subject.indexOf(":") + 1);
  if (!subject.startsWith("visitor:")) {
    await requireNotErased(db, productId, id);
    return true;
  }
  const { rows } = await sql`select 1 from visitor where product_id = ${productId} and visitor_id = ${id}
    union all select 1 from session where product_id = ${productId} and visitor_id = ${id} limit 1`.execute(db);
  return rows.length > 0;
}

async function hasSession(db: Kysely<Tables>, { productId, sessionId }: AnalysisRecord): Promise<boolean> {
  const { rows } = await sql`select 1 from session
    where product_id = ${productId} and session_id = ${sessionId}`.execute(db);
  return rows.length > 0;
}

async function isHeld(db: Kysely<Tables>, { productId, subject }: MemoryRecord, version: number): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`select version from user_memory
    where product_id = ${productId} and subject = ${subject}`.execute(db);
  return (rows[0]?.version ?? 0) === version;
}

/** False when the version it goes by is not the one that is held. */
async function writeMemory(db: Kysely<Tables>, record: MemoryRecord): Promise<boolean> {
  if (!(await isHeld(db, record, record.version - 1))) return false;
  const { productId, subject, version } = record;
  const body = toJsonText(record.memory);
  await sql`insert into user_memory (product_id, subject, version, body)
    values (${productId}, ${subject}, ${version}, ${body})
    on conflict (product_id, subject) do update set version = excluded.version, body = excluded.body`.execute(db);
  return true;
}

async function writeAnalysis(db: Kysely<Tables>, record: AnalysisRecord): Promise<void> {
  const row: SessionAnalysisTable = {
    product_id: record.productId,
    session_id: record.sessionId,
    subject: record.subject,
    user_id: record.userId,
    email: record.email,
    started_at: record.startedAt,
    ended_at: record.endedAt,
    action_count: record.actionCount,
    body: record.analysis === undefined ? "" : toJsonText(record.analysis),
  };
  const { product_id: _, session_id: __, ...rest } = row;
  await db
    .insertInto("session_analysis")
    .values(row)
    .onConflict((conflict) => conflict.columns(["product_id", "session_id"]).doUpdateSet(rest))
    .execute();
}

function decodeAnalysis(row: SessionAnalysisTable): AnalysisRecord {
  return {
    productId: row.product_id,
    sessionId: row.session_id,
    subject: row.subject,
    userId: row.user_id,
    email: row.email,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    actionCount: row.action_count,
    analysis: row.body === "" ? undefined : (JSON.parse(row.body) as SessionAnalysis),
  };
}
