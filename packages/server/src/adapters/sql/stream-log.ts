import type { Action } from "@usher/core";
import type { Kysely } from "kysely";
import type { ConsumerRecord, StreamEntry, StreamLog } from "../../ports/stream-log.ts";
import { actionsEntry, type SummaryBody, summaryEntry } from "../stream-entry.ts";
import { decodeConsumer } from "./decode-rows.ts";
import { encodeConsumer } from "./encode-records.ts";
import type { LoggedActions } from "./plan-log.ts";
import { pruneStream } from "./prune-stream.ts";
import { isStorableText, requireStorable, toJsonText } from "./storable-text.ts";
import type { StoreWrite, WriteOutcome } from "./store-write.ts";
import type { StreamEntryTable, Tables } from "./tables.ts";

/** Ids per question: below every database's limit of parameters. */
const IDS_PER_QUERY = 400;

/** The log over the store's tables; `write` shares the store's commits. */
export function createSqlStreamLog(db: Kysely<Tables>, write: (write: StoreWrite) => Promise<WriteOutcome>): StreamLog {
  async function head(productId: string): Promise<number> {
    const row = await db
      .selectFrom("stream_head")
      .select("position")
      .where("product_id", "=", productId)
      .executeTakeFirst();
    return row?.position ?? 0;
  }

  async function readRows(productId: string, position: number, limit: number): Promise<StreamEntryTable[]> {
    return db
      .selectFrom("stream_entry")
      .selectAll()
      .where("product_id", "=", productId)
      .where("position", ">", position)
      .orderBy("position")
      .limit(limit)
      .execute();
  }

  async function readActions(productId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Action>> {
    const found = new Map<string, Action>();
    for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
      const rows = await db
        .selectFrom("action")
        .select(["event_id", "body"])
        .where("product_id", "=", productId)
        .where("event_id", "in", ids.slice(start, start + IDS_PER_QUERY))
        .execute();
      for (const { event_id, body } of rows) found.set(event_id, JSON.parse(body) as Action);
    }
    return found;
  }

  /** Without the entries of which nothing is left. */
  async function toEntries(productId: string, rows: readonly StreamEntryTable[]): Promise<readonly StreamEntry[]> {
    const parsed = rows.flatMap((row) => (row.body === "" ? [] : [{ row, body: JSON.parse(row.body) as unknown }]));
    const ids = parsed.flatMap(({ row, body }) => (row.type === "actions" ? (body as LoggedActions).ids : []));
    const actions = await readActions(productId, ids);
    return parsed.flatMap(({ row, body }): readonly StreamEntry[] => {
      const place = { productId, position: row.position, sessionId: row.session_id, at: row.at };
      if (row.type === "summary") return [summaryEntry(place, body as SummaryBody)];
      const { ids: own, ...owner } = body as LoggedActions;
      const kept = own.flatMap((id) => actions.get(id) ?? []);
      return kept.length === 0 ? [] : [actionsEntry(place, owner, kept)];
    });
  }

  return {
    // The order of the three questions matters: an entry written in between is after `head`, never lost below it, and one
    // pruned in between shows in `oldest`.
    async entriesAfter(productId, position, limit) {
      const headBefore = await head(productId);
      const entries: StreamEntry[] = [];
      for (let after = position; entries.length < limit; ) {
        const rows = await readRows(productId, after, limit - entries.length);
        entries.push(...(await toEntries(productId, rows)));
        if (rows.length === 0) break;
        after = rows[rows.length - 1]?.position ?? after;
      }
      const [first] = await readRows(productId, 0, 1);
      return { entries, oldest: first?.position ?? null, head: headBefore };
    },

    head,

    async appendSummary({ productId, sessionId, at, ...body }) {
      requireStorable(productId, sessionId);
      const row = { product_id: productId, session_id: sessionId, type: "summary", at, body: toJsonText(body) };
      const { position = 0 } = await write({ type: "summary", entry: row });
      return summaryEntry({ productId, position, sessionId, at }, body);
    },

    pruneStream: (before, keep) => pruneStream(db, before, keep),

    async findConsumer(productId, name) {
      if (!isStorableText(name)) return undefined;
      const row = await db
        .selectFrom("consumer")
        .selectAll()
        .where("product_id", "=", productId)
        .where("name", "=", name)
        .executeTakeFirst();
      return row && decodeConsumer(row);
    },

    async saveConsumer(consumer) {
      return (await write({ type: "consumer", consumer: encodeConsumer(consumer) })).outcome;
    },

    async listConsumers(productId): Promise<readonly ConsumerRecord[]> {
      const rows = await db
        .selectFrom("consumer")
        .selectAll()
        .where("product_id", "=", productId)
        .orderBy("name")
        .execute();
      return rows.map(decodeConsumer);
    },
  };
}
