import type { Action, EpochMs } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type {
  ActivityStore,
  ConversationLinkRecord,
  PersonRecord,
  QuarantinedEvent,
} from "../../ports/activity-store.ts";
import type { ConversationLinkTable, QuarantineTable } from "./activity-tables.ts";
import { type ErasureTools, eraseUser, finishForgetting, isErased, requireNotErased } from "./erase-user.ts";
import { exportProduct, exportUser } from "./export-rows.ts";
import { pruneChat, pruneOutcomes, pruneQuarantine, pruneSessions, pruneVisitors } from "./prune-activity.ts";
import { isStorableText, requireStorable, toJsonText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** What `countRows` counts. */
const COUNTED: readonly (keyof Tables)[] = [
  "visitor",
  "session",
  "attention",
  "action",
  "offer",
  "offer_outcome",
  "frame",
  "chat_message",
  "ledger",
  "step",
  "person",
  "anonymous_link",
  "conversation_link",
  "user_memory",
  "session_analysis",
  "quarantine",
  "erased_user",
];

/** What is known about people, over the tables of the store. */
export function createSqlActivityStore(db: Kysely<Tables>, tools: ErasureTools): ActivityStore {
  return {
    async userActions(productId, userId, since, limit) {
      if (!isStorableText(userId)) return [];
      const rows = await sql<{ session_id: string; body: string }>`
        select action.session_id, action.body from user_session
        join action on action.product_id = user_session.product_id and action.session_id = user_session.session_id
        where user_session.product_id = ${productId} and user_session.user_id = ${userId} and action.at >= ${since}
        order by action.at desc, action.event_id desc limit ${limit}`.execute(db);
      return rows.rows.reverse().map((row) => ({ sessionId: row.session_id, action: JSON.parse(row.body) as Action }));
    },

    async userSessions(productId, userId, limit) {
      if (!isStorableText(userId)) return [];
      const rows = await sql<{ session_id: string }>`
        select session.session_id from user_session
        join session on session.product_id = user_session.product_id and session.session_id = user_session.session_id
        where user_session.product_id = ${productId} and user_session.user_id = ${userId}
        order by session.last_active_at desc, session.session_id limit ${limit}`.execute(db);
      return rows.rows.map((row) => row.session_id);
    },

    async linkAnonymous(productId, anonymousId, userId) {
      requireStorable(productId, anonymousId, userId);
      await db.transaction().execute(async (transaction) => {
        await requireNotErased(transaction, productId, userId);
        await transaction
          .insertInto("anonymous_link")
          .values({ product_id: productId, anonymous_id: anonymousId, user_id: userId })
          .onConflict((conflict) => conflict.columns(["product_id", "anonymous_id"]).doUpdateSet({ user_id: userId }))
          .execute();
      });
    },

    async findAnonymous(productId, anonymousId) {
      if (!isStorableText(anonymousId)) return undefined;
      const row = await db
        .selectFrom("anonymous_link")
        .select("user_id")
        .where("product_id", "=", productId)
        .where("anonymous_id", "=", anonymousId)
        .executeTakeFirst();
      return row?.user_id;
    },

    async describePerson({ productId, personId, email, traits }) {
      requireStorable(productId, personId, email);
      const described = { email, traits: toJsonText(traits) };
      await db.transaction().execute(async (transaction) => {
        await requireNotErased(transaction, productId, personId);
        await transaction
          .insertInto("person")
          .values({ product_id: productId, person_id: personId, ...described })
          .onConflict((conflict) => conflict.columns(["product_id", "person_id"]).doUpdateSet(described))
          .execute();
      });
    },

    async findPerson(productId, personId) {
      if (!isStorableText(personId)) return undefined;
      const row = await db
        .selectFrom("person")
        .selectAll()
        .where("product_id", "=", productId)
        .where("person_id", "=", personId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return { productId, personId, email: row.email, traits: JSON.parse(row.traits) as PersonRecord["traits"] };
    },

    async usersByEmail(productId, email, limit) {
      if (!isStorableText(email)) return [];
      const { rows } = await sql<{ user_id: string }>`
        select distinct coalesce(anonymous_link.user_id, person.person_id) as user_id from person
        left join anonymous_link on anonymous_link.product_id = person.product_id
          and anonymous_link.anonymous_id = person.person_id
        where person.product_id = ${productId} and person.email is not null and lower(person.email) = lower(${email})
        limit ${limit}`.execute(db);
      return rows.map((row) => row.user_id);
    },

    async linkConversation({ productId, conversationId, sessionId, linkedAt }) {
      requireStorable(productId, conversationId, sessionId);
      const link = { session_id: sessionId, linked_at: linkedAt };
      await db
        .insertInto("conversation_link")
        .values({ product_id: productId, conversation_id: conversationId, ...link })
        .onConflict((conflict) => conflict.columns(["product_id", "conversation_id"]).doUpdateSet(link))
        .execute();
    },

    async findConversation(productId, conversationId) {
      if (!isStorableText(conversationId)) return undefined;
      const row = await db
        .selectFrom("conversation_link")
        .selectAll()
        .where("product_id", "=", productId)
        .where("conversation_id", "=", conversationId)
        .executeTakeFirst();
      return row && decodeLink(row);
    },

    async conversationOf(productId, sessionId) {
      if (!isStorableText(sessionId)) return undefined;
      const row = await db
        .selectFrom("conversation_link")
        .selectAll()
        .where("product_id", "=", productId)
        .where("session_id", "=", sessionId)
        .orderBy("linked_at", "desc")
        .orderBy("conversation_id")
        .limit(1)
        .executeTakeFirst();
      return row && decodeLink(row);
    },

    async quarantine(events) {
      for (const { productId, eventId, reason } of events) requireStorable(productId, eventId, reason);
      for (let start = 0; start < events.length; start += 100) {
        const rows = events.slice(start, start + 100).map(encodeQuarantined);
        await db
          .insertInto("quarantine")
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async listQuarantine(productId, limit) {
      const rows = await db
        .selectFrom("quarantine")
        .selectAll()
        .where("product_id", "=", productId)
        .orderBy("at", "desc")
        .orderBy("event_id")
        .limit(limit)
        .execute();
      return rows.map(decodeQuarantined);
    },

    exportUser: (productId, userId) => exportUser(db, productId, userId),
    exportProduct: (productId) => exportProduct(db, productId),
    eraseUser: (productId, userId, at) => eraseUser(db, tools, productId, userId, at),
    isErased: (productId, userId) => isErased(db, productId, userId),
    async pruneSessions(before, pruning = {}) {
      await finishForgetting(db, tools);
      return pruneSessions(db, before, pruning);
    },
    pruneChat: (before) => pruneChat(db, before),
    pruneOutcomes: (before) => pruneOutcomes(db, before),
    pruneVisitors: (before) => pruneVisitors(db, before),
    pruneQuarantine: (before: EpochMs) => pruneQuarantine(db, before),

    async countRows() {
      const counts: [string, number][] = [];
      for (const table of COUNTED) {
        const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
        counts.push([table, Number(rows[0]?.count ?? 0)]);
      }
      return Object.fromEntries(counts);
    },
  };
}

function decodeLink(row: ConversationLinkTable): ConversationLinkRecord {
  return {
    productId: row.product_id,
    conversationId: row.conversation_id,
    sessionId: row.session_id,
    linkedAt: row.linked_at,
  };
}

/** The body is free text: as JSON text it survives any database's rules about characters. */
function encodeQuarantined({ productId, eventId, reason, body, at }: QuarantinedEvent): QuarantineTable {
  return { product_id: productId, event_id: eventId, reason, body: toJsonText(body), at };
}

function decodeQuarantined(row: QuarantineTable): QuarantinedEvent {
  const { product_id: productId, event_id: eventId, reason, at } = row;
  return { productId, eventId, reason, body: JSON.parse(row.body) as string, at };
}
