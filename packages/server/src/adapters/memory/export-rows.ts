import type { Offer } from "@usher/core";
import type { ConversationLinkRecord, ExportedRow, QuarantinedEvent } from "../../ports/activity-store.ts";
import type { VisitorRecord } from "../../ports/store.ts";
import { toExportedRow } from "../exported-row.ts";
import { encodeChatMessage, encodeSession, encodeStep, encodeVisitor } from "../sql/encode-records.ts";
import { encodeStart } from "../sql/recorded-steps.ts";
import type { KnownPeople } from "./known-people.ts";
import { keyOf, type MemoryTables, type SessionRows } from "./memory-tables.ts";

export function exportVisitor(visitor: VisitorRecord): ExportedRow {
  return toExportedRow("visitor", { ...encodeVisitor(visitor) });
}

export function exportLink({ productId, conversationId, sessionId, linkedAt }: ConversationLinkRecord): ExportedRow {
  const row = { product_id: productId, conversation_id: conversationId, session_id: sessionId, linked_at: linkedAt };
  return { table: "conversation_link", row };
}

export function exportQuarantined({ productId, eventId, ...event }: QuarantinedEvent): ExportedRow {
  return { table: "quarantine", row: { product_id: productId, event_id: eventId, ...event } };
}

export function exportAttention(
  tables: MemoryTables,
  productId: string,
  fits: (subject: string) => boolean,
): readonly ExportedRow[] {
  return [...tables.attention.values()]
    .filter((record) => record.productId === productId && fits(record.subject))
    .map(({ subject, version, attention }) => ({
      table: "attention",
      row: { product_id: productId, subject, version, body: attention },
    }));
}

export function exportMemories(
  { memories }: MemoryTables,
  productId: string,
  fits: (subject: string) => boolean,
): readonly ExportedRow[] {
  return [...memories.values()]
    .filter((record) => record.productId === productId && fits(record.subject))
    .map(({ subject, version, memory }) => ({
      table: "user_memory",
      row: { product_id: productId, subject, version, body: memory },
    }));
}

/** What sources said about these people, and which of the ids turned out to be a user's. */
export function exportPeople(
  productId: string,
  { people, anonymous }: KnownPeople,
  ids: readonly string[],
): readonly ExportedRow[] {
  return [...new Set(ids)].flatMap((id) => {
    const person = people.get(id);
    const userId = anonymous.get(id);
    const described =
      person === undefined
        ? []
        : [
            {
              table: "person",
              row: { product_id: productId, person_id: id, email: person.email, traits: person.traits },
            },
          ];
    const link = { product_id: productId, anonymous_id: id, user_id: userId };
    return [...described, ...(userId === undefined ? [] : [{ table: "anonymous_link", row: link }])];
  });
}

/** A session with what hangs on it, in the rows that a database would hold. */
export function* exportSession(
  { chats, analyses }: MemoryTables,
  { record, actions, frames, ledger, recorded, start }: SessionRows,
  offers: readonly Offer[],
): Iterable<ExportedRow> {
  const { productId, sessionId } = record;
  yield toExportedRow("session", { ...encodeSession(record) });
  const step = encodeStep({ at: record.createdAt, session: record, actions, offers, frames, notes: [] });
  for (const row of step.actions) yield toExportedRow("action", { ...row });
  for (const row of step.offers) yield toExportedRow("offer", { ...row });
  for (const message of chats.get(keyOf(productId, sessionId)) ?? []) {
    yield toExportedRow("chat_message", { ...encodeChatMessage(message) });
  }
  for (const row of step.frames) yield toExportedRow("frame", { ...row });
  const key = { product_id: productId, session_id: sessionId };
  for (const { at, note } of ledger) yield { table: "ledger", row: { ...key, at, body: note } };
  const found = analyses.get(keyOf(productId, sessionId));
  if (found !== undefined) {
    const { startedAt, endedAt, actionCount, subject, userId, email, analysis } = found;
    const session = { subject, user_id: userId, email, started_at: startedAt, ended_at: endedAt };
    const row = { ...key, ...session, action_count: actionCount, body: analysis ?? "" };
    yield { table: "session_analysis", row };
  }
  if (recorded === null) return;
  yield toExportedRow("step", { ...encodeStart({ ...record, version: 1, snapshot: start }) });
  for (const { at, ...body } of recorded) yield { table: "step", row: { ...key, at, body } };
}
