import { join } from "node:path";
import type { LedgerNote, SessionSnapshot } from "@usher/core";
import Database from "libsql";

/** What a data directory holds, read with SQL of our own: the store under test does not vouch for itself. */
export interface DatabaseContents {
  /** Every stored event, once per row. */
  readonly eventIds: readonly string[];
  readonly offers: readonly { readonly id: string; readonly sessionId: string; readonly status: string }[];
  readonly frames: readonly { readonly sessionId: string; readonly event: string; readonly position: number }[];
  readonly notes: readonly { readonly sessionId: string; readonly at: number; readonly note: LedgerNote }[];
  readonly snapshots: ReadonlyMap<string, SessionSnapshot>;
  /** `ok`, or what SQLite found wrong with the file. */
  readonly integrity: string;
}

/** May be called while a server runs: readers of a write-ahead log disturb nobody. */
export function readDatabase(dir: string): DatabaseContents {
  const database = new Database(join(dir, "usher.db"));
  const rows = <Row>(query: string): Row[] => database.prepare(query).all() as Row[];
  try {
    return {
      eventIds: rows<{ event_id: string }>("select event_id from action").map((row) => row.event_id),
      offers: rows("select offer_id as id, session_id as sessionId, status from offer"),
      frames: rows("select session_id as sessionId, event, position from frame order by session_id, position"),
      notes: rows<{ sessionId: string; at: number; body: string }>(
        "select session_id as sessionId, at, body from ledger order by at, version, position",
      ).map(({ sessionId, at, body }) => ({ sessionId, at, note: JSON.parse(body) as LedgerNote })),
      snapshots: new Map(
        rows<{ id: string; snapshot: string }>("select session_id as id, snapshot from session").map((row) => [
          row.id,
          JSON.parse(row.snapshot) as SessionSnapshot,
        ]),
      ),
      integrity: String(rows<{ integrity_check: string }>("pragma integrity_check")[0]?.integrity_check),
    };
  } finally {
    database.close();
  }
}
