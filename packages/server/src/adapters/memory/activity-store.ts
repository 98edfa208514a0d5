import { compareActions } from "@usher/core";
import type { ActivityStore, ExportedRow } from "../../ports/activity-store.ts";
import { requireStorable } from "../sql/storable-text.ts";
import {
  exportAttention,
  exportLink,
  exportMemories,
  exportPeople,
  exportQuarantined,
  exportSession,
  exportVisitor,
} from "./export-rows.ts";
import { createForgetting } from "./forgetting.ts";
import { createKnownPeople, type KnownPeople } from "./known-people.ts";
import { type MemoryTables, requireNotErased, type SessionRows } from "./memory-tables.ts";
import { offersOf, sessionsOf, sessionsWhere, tracesOf } from "./session-queries.ts";

/** The activity of the store without storage. */
export function createMemoryActivityStore(tables: MemoryTables): ActivityStore {
  const known = createKnownPeople();

  function* exportSessions(sessions: readonly SessionRows[]): Iterable<ExportedRow> {
    for (const rows of sessions) {
      const { productId, sessionId } = rows.record;
      const links = [...known.of(productId).conversations.values()].filter((link) => link.sessionId === sessionId);
      yield* exportSession(tables, rows, offersOf(tables, rows));
      yield* links.map(exportLink);
    }
  }

  return {
    async userActions(productId, userId, since, limit) {
      return sessionsOf(tables, productId, userId)
        .flatMap(({ record, actions }) => actions.map((action) => ({ sessionId: record.sessionId, action })))
        .filter(({ action }) => action.at >= since)
        .sort((left, right) => compareActions(left.action, right.action))
        .slice(-limit);
    },
    async userSessions(productId, userId, limit) {
      return sessionsOf(tables, productId, userId)
        .slice(0, limit)
        .map(({ record }) => record.sessionId);
    },

    async linkAnonymous(productId, anonymousId, userId) {
      requireStorable(productId, anonymousId, userId);
      requireNotErased(tables, productId, userId);
      known.of(productId).anonymous.set(anonymousId, userId);
    },
    async findAnonymous(productId, anonymousId) {
      return known.of(productId).anonymous.get(anonymousId);
    },
    async describePerson(person) {
      requireStorable(person.productId, person.personId, person.email);
      requireNotErased(tables, person.productId, person.personId);
      known.of(person.productId).people.set(person.personId, person);
    },
    async findPerson(productId, personId) {
      return known.of(productId).people.get(personId);
    },
    async usersByEmail(productId, email, limit) {
      const { people, anonymous } = known.of(productId);
      const wanted = email.toLowerCase();
      const found = [...people.values()].filter((person) => person.email?.toLowerCase() === wanted);
      return [...new Set(found.map(({ personId }) => anonymous.get(personId) ?? personId))].slice(0, limit);
    },

    async linkConversation(link) {
      requireStorable(link.productId, link.conversationId, link.sessionId);
      known.of(link.productId).conversations.set(link.conversationId, link);
    },
    async findConversation(productId, conversationId) {
      return known.of(productId).conversations.get(conversationId);
    },
    async conversationOf(productId, sessionId) {
      return [...known.of(productId).conversations.values()]
        .filter((link) => link.sessionId === sessionId)
        .sort(
          (left, right) => right.linkedAt - left.linkedAt || (left.conversationId < right.conversationId ? -1 : 1),
        )[0];
    },

    async quarantine(events) {
      for (const { productId, eventId, reason } of events) requireStorable(productId, eventId, reason);
      for (const event of events) {
        const { quarantined } = known.of(event.productId);
        if (!quarantined.has(event.eventId)) quarantined.set(event.eventId, event);
      }
    },
    async listQuarantine(productId, limit) {
      return [...known.of(productId).quarantined.values()]
        .sort((left, right) => right.at - left.at || (left.eventId < right.eventId ? -1 : 1))
        .slice(0, limit);
    },

    async *exportUser(productId, userId) {
      const anonymousIds = [...known.of(productId).anonymous].flatMap(([id, user]) => (user === userId ? [id] : []));
      const sessions = tracesOf(tables, productId, userId);
      const visitors = [...tables.visitors.values()].filter(
        (visitor) => visitor.productId === productId && visitor.userId === userId,
      );
      const subjects = [`user:${userId}`, `claimed:${userId}`, ...visitors.map((one) => `visitor:${one.visitorId}`)];
      yield* visitors.map(exportVisitor);
      yield* exportAttention(tables, productId, (subject) => subjects.includes(subject));
      yield* exportMemories(tables, productId, (subject) => subjects.includes(subject));
      yield* exportPeople(productId, known.of(productId), [userId, ...anonymousIds]);
      yield* exportSessions(sessions);
    },
    async *exportProduct(productId) {
      const people = known.of(productId);
      for (const visitor of tables.visitors.values()) if (visitor.productId === productId) yield exportVisitor(visitor);
      yield* exportAttention(tables, productId, () => true);
      yield* exportMemories(tables, productId, () => true);
      yield* exportPeople(productId, people, [...people.people.keys(), ...people.anonymous.keys()]);
      yield* exportSessions(sessionsWhere(tables, ({ record }) => record.productId === productId));
      for (const row of people.outcomes) yield { table: "offer_outcome", row };
      for (const event of people.quarantined.values()) yield exportQuarantined(event);
    },

    ...createForgetting(tables, known),

    async countRows() {
      const all = [...tables.sessions.values()];
      const sum = (countOf: (rows: SessionRows) => number): number => all.reduce((so, rows) => so + countOf(rows), 0);
      const perProduct = (countOf: (product: KnownPeople) => number): number =>
        [...known.all()].reduce((so, [, product]) => so + countOf(product), 0);
      return {
        visitor: tables.visitors.size,
        session: all.length,
        attention: tables.attention.size,
        action: sum((rows) => rows.actions.length),
        offer: tables.offers.size,
        offer_outcome: perProduct((product) => product.outcomes.length),
        frame: sum((rows) => rows.frames.length),
        chat_message: [...tables.chats.values()].reduce((so, chat) => so + chat.length, 0),
        ledger: sum((rows) => rows.ledger.length),
        step: sum((rows) => (rows.recorded === null ? 0 : rows.recorded.length + 1)),
        person: perProduct((product) => product.people.size),
        anonymous_link: perProduct((product) => product.anonymous.size),
        conversation_link: perProduct((product) => product.conversations.size),
        user_memory: tables.memories.size,
        session_analysis: tables.analyses.size,
        quarantine: perProduct((product) => product.quarantined.size),
        erased_user: tables.erasedUsers.size,
      };
    },
  };
}
