import type { Offer } from "@usher/core";
import type { ExportedRow } from "../../ports/activity-store.ts";
import type { VisitorRecord } from "../../ports/store.ts";
import { toExportedRow } from "../exported-row.ts";
import { encodeChatMessage, encodeSession, encodeStep, encodeVisitor } from "../sql/encode-records.ts";
import { encodeStart } from "../sql/recorded-steps.ts";
import { keyOf, type MemoryTables, type SessionRows } from "./memory-tables.ts";

export function exportVisitor(visitor: VisitorRecord): ExportedRow {
  return toExportedRow("visitor", { ...encodeVisitor(visitor) });
}

/** A session with what hangs on it, in the rows that a database would hold. */
export function* exportSession(
  { chats }: MemoryTables,
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
  if (recorded === null) return;
  yield toExportedRow("step", { ...encodeStart({ ...record, version: 1, snapshot: start }) });
  for (const { at, ...body } of recorded) yield { table: "step", row: { ...key, at, body } };
}
