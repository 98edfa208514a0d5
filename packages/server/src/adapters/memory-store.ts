import { type Action, compareActions, isOpen, UsherError } from "@usher/core";
import type { EngineStep, SessionRecord, Store, StoredFrame } from "../ports/store.ts";
import { compareListings } from "./compare-listings.ts";
import { createMemoryActivityStore } from "./memory/activity-store.ts";
import { createMemoryKnowledgeStore } from "./memory/knowledge-store.ts";
import { createMemoryMemoryStore } from "./memory/memory-store.ts";
import { createMemoryTables, keyOf, requireNotErased, type SessionRows } from "./memory/memory-tables.ts";
import { createMemoryPathStore } from "./memory/path-store.ts";
import { createMemoryProductStore } from "./memory/product-store.ts";
import { createMemoryStreamLog } from "./memory/stream-log.ts";
import { createMemoryWebhookStore } from "./memory/webhook-store.ts";
import { requireStorable } from "./sql/storable-text.ts";

/**
 * The store without storage: for tests, and to measure what durability costs. Keeps the same contract except that nothing
 * survives the process; it grows without bound.
 */
export function createMemoryStore(epoch: string = "memory"): Store {
  const tables = createMemoryTables();
  const { visitors, sessions, sessionsByVisitor, attention, eventIds, offers, chats } = tables;
  const stream = createMemoryStreamLog(tables, requireOpen);
  let closed = false;

  function requireOpen(): void {
    if (closed) throw new UsherError("store_unavailable", "The store is closed.");
  }

  function isCurrent(step: EngineStep, rows: SessionRows): boolean {
    if (rows.record.version !== step.session.version - 1) return false;
    if (step.attention === undefined) return true;
    const held = attention.get(keyOf(step.attention.productId, step.attention.subject));
    return (held?.version ?? 0) === step.attention.version - 1;
  }

  /** Whether it was new. */
  function addAction(productId: string, rows: SessionRows, action: Action): boolean {
    const key = keyOf(productId, action.id);
    if (eventIds.has(key)) return false;
    eventIds.add(key);
    let place = rows.actions.length;
    while (place > 0 && compareActions(rows.actions[place - 1] as Action, action) > 0) place -= 1;
    rows.actions.splice(place, 0, action);
    return true;
  }

  return {
    epoch,
    stream,
    products: createMemoryProductStore(),
    paths: createMemoryPathStore(),
    knowledge: createMemoryKnowledgeStore(),
    webhooks: createMemoryWebhookStore(),
    activity: createMemoryActivityStore(tables),
    memories: createMemoryMemoryStore(tables),

    async commitStep(step) {
      requireOpen();
      requireStorableStep(step);
      const { productId, sessionId, userId } = step.session;
      const rows = sessions.get(keyOf(productId, sessionId));
      if (rows === undefined || !isCurrent(step, rows)) return { outcome: "stale" };
      if (rows.record.userId !== userId) requireNotErased(tables, productId, userId);
      const openOfferId = openOfferAfter(step, rows.openOfferId);
      requireNewFrames(step, rows.frames);

      const stored = step.actions.filter((action) => addAction(productId, rows, action));
      const duplicateCount = step.actions.length - stored.length;
      rows.record = { ...step.session, actionCount: step.session.actionCount - duplicateCount };
      rows.openOfferId = openOfferId;
      if (step.attention) attention.set(keyOf(productId, step.attention.subject), step.attention);
      for (const offer of step.offers) offers.set(keyOf(productId, offer.id), offer);
      rows.frames.push(...step.frames);
      for (const note of step.notes) rows.ledger.push({ at: step.at, note });
      if (step.recorded !== undefined) rows.recorded?.push(step.recorded);
      return stream.append(step, stored);
    },

    async createVisitor(visitor) {
      requireOpen();
      requireStorable(visitor.productId, visitor.visitorId, visitor.secretHash, visitor.userId);
      addNew(visitors, keyOf(visitor.productId, visitor.visitorId), visitor);
    },

    async findVisitor(productId, visitorId) {
      return visitors.get(keyOf(productId, visitorId));
    },

    async setVisitorUser(productId, visitorId, user) {
      requireOpen();
      requireStorable(productId, visitorId, user?.userId ?? null);
      requireNotErased(tables, productId, user?.userId ?? null);
      const key = keyOf(productId, visitorId);
      const visitor = visitors.get(key);
      if (visitor === undefined) return;
      const { userId = null, level = "anonymous", verifiedUntil = null } = user ?? {};
      visitors.set(key, { ...visitor, userId, level, verifiedUntil });
    },

    async createSession(session) {
      requireOpen();
      requireStorableSession(session);
      requireNotErased(tables, session.productId, session.userId);
      const rows: SessionRows = {
        record: session,
        actions: [],
        frames: [],
        ledger: [],
        openOfferId: undefined,
        start: session.snapshot,
        recorded: [],
      };
      addNew(sessions, keyOf(session.productId, session.sessionId), rows);
      const visitorKey = keyOf(session.productId, session.visitorId);
      const others = sessionsByVisitor.get(visitorKey);
      if (others === undefined) sessionsByVisitor.set(visitorKey, [rows]);
      else others.push(rows);
    },

    async findSession(productId, sessionId) {
      return sessions.get(keyOf(productId, sessionId))?.record;
    },

    async latestSession(productId, visitorId) {
      let latest: SessionRecord | undefined;
      for (const { record } of sessionsByVisitor.get(keyOf(productId, visitorId)) ?? []) {
        if (latest === undefined || record.lastActiveAt > latest.lastActiveAt) latest = record;
      }
      return latest;
    },

    async findAttention(productId, subject) {
      return attention.get(keyOf(productId, subject));
    },

    async wakeUps() {
      return [...sessions.values()]
        .flatMap(({ record: { productId, sessionId, wakeAt } }) =>
          wakeAt === null ? [] : [{ productId, sessionId, wakeAt }],
        )
        .sort((left, right) => left.wakeAt - right.wakeAt);
    },

    async recentActions(productId, sessionId, limit) {
      return newest(sessions.get(keyOf(productId, sessionId))?.actions, limit);
    },

    async findOffer(productId, offerId) {
      return offers.get(keyOf(productId, offerId));
    },

    async framesAfter(productId, sessionId, offset, limit) {
      const frames = sessions.get(keyOf(productId, sessionId))?.frames ?? [];
      return {
        frames: frames.filter((frame) => frame.offset > offset).slice(0, limit),
        oldest: frames[0]?.offset ?? null,
      };
    },

    async pruneFrames(before) {
      let pruned = 0;
      for (const rows of sessions.values()) {
        const kept = rows.frames.filter((frame) => frame.createdAt >= before);
        pruned += rows.frames.length - kept.length;
        rows.frames = kept;
      }
      return pruned;
    },

    async appendChat(messages) {
      requireOpen();
      for (const { productId, sessionId, messageId } of messages) requireStorable(productId, sessionId, messageId);
      for (const message of messages) {
        const key = keyOf(message.productId, message.sessionId);
        const chat = chats.get(key) ?? [];
        if (chat.some((known) => known.messageId === message.messageId)) continue;
        chats.set(
          key,
          [...chat, message].sort((left, right) => left.at - right.at),
        );
      }
    },

    async chatHistory(productId, sessionId, limit) {
      return newest(chats.get(keyOf(productId, sessionId)), limit);
    },

    async ledger(productId, sessionId, limit) {
      const rows = sessions.get(keyOf(productId, sessionId))?.ledger ?? [];
      return newest(
        rows.toSorted((left, right) => left.at - right.at),
        limit,
      );
    },

    async recordedSession(productId, sessionId) {
      const rows = sessions.get(keyOf(productId, sessionId));
      if (rows === undefined || rows.recorded === null) return undefined;
      const { subject, userId, createdAt } = rows.record;
      return { sessionId, subject, userId, createdAt, start: rows.start, steps: [...rows.recorded] };
    },

    async listSessions(productId, { since, userId, after, limit }) {
      return [...sessions.values()]
        .map(({ record }) => record)
        .filter((record) => record.productId === productId)
        .filter((record) => since === undefined || record.lastActiveAt >= since)
        .filter((record) => userId === undefined || record.userId === userId)
        .sort(compareListings)
        .filter((record) => after === undefined || compareListings(after, record) < 0)
        .slice(0, limit)
        .map(({ sessionId, subject, userId: user, createdAt, lastActiveAt }) => ({
          sessionId,
          subject,
          userId: user,
          createdAt,
          lastActiveAt,
        }));
    },

    async pruneRecordings(before) {
      let pruned = 0;
      for (const rows of sessions.values()) {
        if (rows.record.lastActiveAt >= before || rows.recorded === null) continue;
        pruned += rows.recorded.length + 1;
        rows.recorded = null;
      }
      return pruned;
    },

    async pruneLedger(before) {
      let pruned = 0;
      for (const rows of sessions.values()) {
        if (rows.record.lastActiveAt < before) pruned += rows.ledger.splice(0).length;
      }
      return pruned;
    },

    async ping() {
      requireOpen();
    },

    async close() {
      closed = true;
    },
  };
}

function newest<Item>(items: readonly Item[] | undefined, limit: number): readonly Item[] {
  return items?.slice(Math.max(0, items.length - limit)) ?? [];
}

function addNew<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.has(key)) throw new UsherError("store_rejected", "The store refused this write: the key exists.");
  map.set(key, value);
}

function requireStorableSession(session: SessionRecord): void {
  requireStorable(session.productId, session.sessionId, session.visitorId, session.userId, session.subject);
  requireStorable(session.email, session.source, session.conversationId);
}

function requireStorableStep(step: EngineStep): void {
  requireStorableSession(step.session);
  if (step.attention) requireStorable(step.attention.productId, step.attention.subject);
  requireStorable(...step.actions.map((action) => action.id), ...step.offers.map((offer) => offer.id));
}

/** One open offer per session, as the database's index has it. */
function openOfferAfter(step: EngineStep, before: string | undefined): string | undefined {
  const closedIds = step.offers.filter((offer) => !isOpen(offer)).map((offer) => offer.id);
  const openIds = new Set(step.offers.filter(isOpen).map((offer) => offer.id));
  if (before !== undefined && !closedIds.includes(before)) openIds.add(before);
  if (openIds.size > 1) throw new UsherError("store_rejected", "The store refused this write: two open offers.");
  return [...openIds][0];
}

function requireNewFrames(step: EngineStep, frames: readonly StoredFrame[]): void {
  const last = frames.at(-1)?.offset ?? 0;
  if (step.frames.some((frame, index) => frame.offset <= (step.frames[index - 1]?.offset ?? last))) {
    throw new UsherError("store_rejected", "The store refused this write: the frame's offset is taken.");
  }
}
