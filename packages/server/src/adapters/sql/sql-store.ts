import type { Action, Offer } from "@usher/core";
import type { Kysely } from "kysely";
import type { Store } from "../../ports/store.ts";
import { createSqlActivityStore } from "./activity-store.ts";
import { commitResult } from "./commit-result.ts";
import { decodeAttention, decodeChatMessage, decodeFrame, decodeSession, decodeVisitor } from "./decode-rows.ts";
import { encodeChatMessage, encodeSession, encodeStep, encodeVisitor } from "./encode-records.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createSqlKnowledgeStore } from "./knowledge-store.ts";
import { createSqlMemoryStore } from "./memory-store.ts";
import { createSqlPathStore } from "./path-store.ts";
import { createSqlProductStore } from "./product-store.ts";
import { pruneFrames } from "./prune-frames.ts";
import { pruneLedger } from "./prune-ledger.ts";
import { readLedger } from "./read-ledger.ts";
import { listSessions, pruneRecordings, readRecording } from "./read-recordings.ts";
import { encodeStart } from "./recorded-steps.ts";
import { isStorableText, requireStorable } from "./storable-text.ts";
import { type StoreWrite, type WriteOutcome, weighWrite } from "./store-write.ts";
import { createSqlStreamLog } from "./stream-log.ts";
import type { Tables } from "./tables.ts";
import { createSqlWebhookStore } from "./webhook-store.ts";
import { createGroupWriter } from "./write-group.ts";

const MAX_GROUP_WRITES = 500;
/** Bounds how long a commit holds the process: about 40 ms of rows where the database is synchronous. */
const MAX_GROUP_ROWS = 2_000;
const MAX_WAITING_WRITES = 20_000;

/**
 * The store over any SQL database that Kysely speaks to. `close` closes the database too. `scrub` leaves nothing of deleted
 * rows in the database's files; false when they will go later.
 */
export function createSqlStore(
  db: Kysely<Tables>,
  epoch: string,
  scrub: () => Promise<boolean> = async () => true,
): Store {
  const writeGroup = createGroupWriter();
  const group = createGroupCommit<StoreWrite, WriteOutcome>({
    commit: (writes) => writeGroup(db, writes),
    weigh: weighWrite,
    maxWrites: MAX_GROUP_WRITES,
    maxWeight: MAX_GROUP_ROWS,
    maxWaiting: MAX_WAITING_WRITES,
  });
  let closing: Promise<void> | undefined;

  return {
    epoch,
    stream: createSqlStreamLog(db, group.add),
    products: createSqlProductStore(db),
    paths: createSqlPathStore(db),
    knowledge: createSqlKnowledgeStore(db),
    webhooks: createSqlWebhookStore(db),
    memories: createSqlMemoryStore(db),
    activity: createSqlActivityStore(db, {
      drain: async () => void (await group.add({ type: "ping" })),
      scrub,
    }),

    async commitStep(step) {
      return commitResult(step, await group.add({ type: "step", step: encodeStep(step) }));
    },

    async createVisitor(visitor) {
      await group.add({ type: "visitor", visitor: encodeVisitor(visitor) });
    },

    async findVisitor(productId, visitorId) {
      if (!isStorableText(visitorId)) return undefined;
      const row = await db
        .selectFrom("visitor")
        .selectAll()
        .where("product_id", "=", productId)
        .where("visitor_id", "=", visitorId)
        .executeTakeFirst();
      return row && decodeVisitor(row);
    },

    async setVisitorUser(productId, visitorId, user) {
      requireStorable(productId, visitorId, user?.userId ?? null);
      await group.add({
        type: "visitor-user",
        change: {
          product_id: productId,
          visitor_id: visitorId,
          user_id: user?.userId ?? null,
          level: user?.level ?? "anonymous",
          verified_until: user?.verifiedUntil ?? null,
        },
      });
    },

    async createSession(session) {
      await group.add({ type: "session", session: encodeSession(session), start: encodeStart(session) });
    },

    async findSession(productId, sessionId) {
      if (!isStorableText(sessionId)) return undefined;
      const row = await db
        .selectFrom("session")
        .selectAll()
        .where("product_id", "=", productId)
        .where("session_id", "=", sessionId)
        .executeTakeFirst();
      return row && decodeSession(row);
    },

    async latestSession(productId, visitorId) {
      if (!isStorableText(visitorId)) return undefined;
      const row = await db
        .selectFrom("session")
        .selectAll()
        .where("product_id", "=", productId)
        .where("visitor_id", "=", visitorId)
        .orderBy("last_active_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row && decodeSession(row);
    },

    async findAttention(productId, subject) {
      if (!isStorableText(subject)) return undefined;
      const row = await db
        .selectFrom("attention")
        .selectAll()
        .where("product_id", "=", productId)
        .where("subject", "=", subject)
        .executeTakeFirst();
      return row && decodeAttention(row);
    },

    wakeUps() {
      return db
        .selectFrom("session")
        .select(["product_id as productId", "session_id as sessionId", "wake_at as wakeAt"])
        .where("wake_at", "is not", null)
        .$narrowType<{ wakeAt: number }>()
        .orderBy("wake_at")
        .execute();
    },

    async recentActions(productId, sessionId, limit) {
      if (!isStorableText(sessionId)) return [];
      const rows = await db
        .selectFrom("action")
        .select("body")
        .where("product_id", "=", productId)
        .where("session_id", "=", sessionId)
        .orderBy("at", "desc")
        .orderBy("event_id", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map((row) => JSON.parse(row.body) as Action);
    },

    async findOffer(productId, offerId) {
      if (!isStorableText(offerId)) return undefined;
      const row = await db
        .selectFrom("offer")
        .select("body")
        .where("product_id", "=", productId)
        .where("offer_id", "=", offerId)
        .executeTakeFirst();
      return row && (JSON.parse(row.body) as Offer);
    },

    async framesAfter(productId, sessionId, offset, limit) {
      if (!isStorableText(sessionId)) return { frames: [], oldest: null };
      const kept = db.selectFrom("frame").where("product_id", "=", productId).where("session_id", "=", sessionId);
      const [rows, first] = await Promise.all([
        kept.selectAll().where("position", ">", offset).orderBy("position").limit(limit).execute(),
        kept.select("position").orderBy("position").limit(1).executeTakeFirst(),
      ]);
      return { frames: rows.map(decodeFrame), oldest: first?.position ?? null };
    },

    pruneFrames: (before) => pruneFrames(db, before),

    async appendChat(messages) {
      if (messages.length === 0) return;
      await group.add({ type: "chat", messages: messages.map(encodeChatMessage) });
    },

    async chatHistory(productId, sessionId, limit) {
      if (!isStorableText(sessionId)) return [];
      const rows = await db
        .selectFrom("chat_message")
        .selectAll()
        .where("product_id", "=", productId)
        .where("session_id", "=", sessionId)
        .orderBy("at", "desc")
        .orderBy("position", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map(decodeChatMessage);
    },

    ledger: (productId, sessionId, limit) => readLedger(db, productId, sessionId, limit),
    recordedSession: (productId, sessionId) => readRecording(db, productId, sessionId),
    listSessions: (productId, query) => listSessions(db, productId, query),
    pruneRecordings: (before) => pruneRecordings(db, before),
    pruneLedger: (before) => pruneLedger(db, before),

    async ping() {
      await group.add({ type: "ping" });
    },

    close() {
      closing ??= group.close().then(() => db.destroy());
      return closing;
    },
  };
}
