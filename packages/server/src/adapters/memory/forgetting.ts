import type { ActivityStore, SessionPruning } from "../../ports/activity-store.ts";
import { hashUser } from "../hash-user.ts";
import { outcomeOfOffer } from "../outcome-of-offer.ts";
import { requireStorable } from "../sql/storable-text.ts";
import type { KnownByProduct } from "./known-people.ts";
import { keyOf, type MemoryTables, type SessionRows } from "./memory-tables.ts";
import { offersOf, sessionsOf, sessionsWhere, tracesOf } from "./session-queries.ts";

export type Forgetting = Pick<
  ActivityStore,
  "eraseUser" | "isErased" | "pruneSessions" | "pruneChat" | "pruneOutcomes" | "pruneVisitors" | "pruneQuarantine"
>;

/** Erasing and pruning in the store without storage. */
export function createForgetting(tables: MemoryTables, known: KnownByProduct): Forgetting {
  function deleteSession(rows: SessionRows, count: (table: string, rows: number) => void): void {
    const { productId, sessionId, visitorId } = rows.record;
    const key = keyOf(productId, sessionId);
    tables.sessions.delete(key);
    const siblings = tables.sessionsByVisitor.get(keyOf(productId, visitorId))?.filter((other) => other !== rows);
    if (siblings === undefined || siblings.length === 0) tables.sessionsByVisitor.delete(keyOf(productId, visitorId));
    else tables.sessionsByVisitor.set(keyOf(productId, visitorId), siblings);
    for (const action of rows.actions) tables.eventIds.delete(keyOf(productId, action.id));
    for (const offer of offersOf(tables, rows)) {
      tables.offers.delete(keyOf(productId, offer.id));
      count("offer", 1);
    }
    for (const entry of tables.logs.get(productId)?.entries ?? []) {
      if (entry.sessionId === sessionId && entry.body !== undefined) {
        entry.body = undefined;
        count("stream_entry", 1);
      }
    }
    count("session", 1);
    count("action", rows.actions.length);
    count("frame", rows.frames.length);
    count("ledger", rows.ledger.length);
    count("step", rows.recorded === null ? 0 : rows.recorded.length + 1);
    count("chat_message", tables.chats.get(key)?.length ?? 0);
    tables.chats.delete(key);
    if (tables.analyses.delete(key)) count("session_analysis", 1);
    for (const [id, link] of known.of(productId).conversations) {
      if (link.sessionId !== sessionId) continue;
      known.of(productId).conversations.delete(id);
      count("conversation_link", 1);
    }
  }

  function retire(rows: SessionRows): void {
    const { productId, visitorId, subject, lastActiveAt } = rows.record;
    const product = known.of(productId);
    for (const seen of [`visitor:${visitorId}`, subject]) {
      product.lastSeen.set(seen, Math.max(product.lastSeen.get(seen) ?? 0, lastActiveAt));
    }
    for (const offer of offersOf(tables, rows)) {
      const { id, triggerId, status, createdAt } = offer;
      const body = outcomeOfOffer(offer);
      const row = { product_id: productId, offer_id: id, trigger_id: triggerId, status, created_at: createdAt, body };
      product.outcomes.push(row);
    }
    deleteSession(rows, () => {});
  }

  function forgetPerson(productId: string, userId: string): { persons: number; links: number } {
    const { anonymous, people } = known.of(productId);
    const ids = [...anonymous].filter(([, user]) => user === userId).map(([id]) => id);
    const persons = [userId, ...ids].filter((id) => people.delete(id)).length;
    for (const id of ids) anonymous.delete(id);
    return { persons, links: ids.length };
  }

  return {
    async eraseUser(productId, userId) {
      requireStorable(productId, userId);
      tables.erasedUsers.add(hashUser(productId, userId));
      const counts = new Map<string, number>();
      const count = (table: string, rows: number): void => {
        if (rows > 0) counts.set(table, (counts.get(table) ?? 0) + rows);
      };
      const sessions = tracesOf(tables, productId, userId);
      for (const rows of sessions) deleteSession(rows, count);
      const visitorIds = new Set(sessions.map(({ record }) => record.visitorId));
      for (const { visitorId, ...visitor } of tables.visitors.values()) {
        if (visitor.productId === productId && visitor.userId === userId) visitorIds.add(visitorId);
      }
      for (const visitorId of visitorIds) {
        const key = keyOf(productId, visitorId);
        const user = tables.visitors.get(key)?.userId ?? null;
        if (tables.sessionsByVisitor.has(key) || (user !== null && user !== userId)) continue;
        if (tables.visitors.delete(key)) count("visitor", 1);
      }
      const names = [...known.of(productId).anonymous].flatMap(([id, user]) => (user === userId ? [id] : []));
      const subjects = [
        `user:${userId}`,
        ...new Set([userId, ...names].map((id) => `claimed:${id}`)),
        ...[...visitorIds].map((id) => `visitor:${id}`),
      ];
      for (const subject of subjects) {
        if (tables.attention.delete(keyOf(productId, subject))) count("attention", 1);
        if (tables.memories.delete(keyOf(productId, subject))) count("user_memory", 1);
        known.of(productId).lastSeen.delete(subject);
      }
      const { persons, links } = forgetPerson(productId, userId);
      count("person", persons);
      count("anonymous_link", links);
      const { quarantined } = known.of(productId);
      for (const { eventId, body } of quarantined.values()) {
        if (body.includes(JSON.stringify(userId)) && quarantined.delete(eventId)) count("quarantine", 1);
      }
      return {
        rows: Object.fromEntries(counts),
        scrubbed: true,
        sessionIds: sessions.map(({ record }) => record.sessionId),
        subjects,
      };
    },
    async isErased(productId, userId) {
      return tables.erasedUsers.has(hashUser(productId, userId));
    },

    async pruneSessions(before, { isOpen, onPruned }: SessionPruning = {}) {
      const idle = sessionsWhere(
        tables,
        ({ record }) =>
          record.lastActiveAt < before &&
          (record.wakeAt === null || record.wakeAt < before) &&
          isOpen?.(record.productId, record.sessionId) !== true,
      );
      for (const rows of idle) {
        retire(rows);
        onPruned?.(rows.record.productId, rows.record.sessionId);
      }
      return idle.length;
    },
    async pruneChat(before) {
      let pruned = 0;
      for (const { record } of sessionsWhere(tables, (rows) => rows.record.lastActiveAt < before)) {
        const key = keyOf(record.productId, record.sessionId);
        pruned += tables.chats.get(key)?.length ?? 0;
        tables.chats.delete(key);
      }
      return pruned;
    },
    async pruneOutcomes(before) {
      let pruned = 0;
      for (const [, product] of known.all()) {
        const kept = product.outcomes.filter((outcome) => outcome.created_at >= before);
        pruned += product.outcomes.length - kept.length;
        product.outcomes = kept;
      }
      return pruned;
    },
    async pruneVisitors(before) {
      let pruned = 0;
      for (const [productId, { lastSeen }] of known.all()) {
        for (const [subject, at] of lastSeen) {
          if (at >= before) continue;
          lastSeen.delete(subject);
          const isVisitor = subject.startsWith("visitor:");
          const id = subject.slice(subject.indexOf(":") + 1);
          const hasSession = isVisitor
            ? tables.sessionsByVisitor.has(keyOf(productId, id))
            : sessionsOf(tables, productId, id).length > 0;
          if (hasSession) continue;
          tables.attention.delete(keyOf(productId, subject));
          tables.memories.delete(keyOf(productId, subject));
          if (isVisitor) tables.visitors.delete(keyOf(productId, id));
          else forgetPerson(productId, id);
          pruned += 1;
        }
      }
      return pruned;
    },
    async pruneQuarantine(before) {
      let pruned = 0;
      for (const [, { quarantined }] of known.all()) {
        for (const { eventId, at } of quarantined.values()) {
          if (at < before && quarantined.delete(eventId)) pruned += 1;
        }
      }
      return pruned;
    },
  };
}
