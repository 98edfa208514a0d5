import { join } from "node:path";
import type { LedgerNote, SessionSnapshot } from "@usher/core";
import Database from "libsql";

/** What a data directory holds, read with SQL of our own: the store under test does not vouch for itself. */
export interface DatabaseContents {
  /** Every stored event, once per row, in the order in which they were stored. */
  readonly events: readonly { readonly id: string; readonly sessionId: string }[];
  /** The stream of the tests' one product, in order of the positions. */
  readonly stream: readonly LoggedStep[];
  /** The latest position given out. */
  readonly head: number;
  readonly offers: readonly { readonly id: string; readonly sessionId: string; readonly status: string }[];
  readonly frames: readonly { readonly sessionId: string; readonly event: string; readonly position: number }[];
  readonly notes: readonly { readonly sessionId: string; readonly at: number; readonly note: LedgerNote }[];
  readonly snapshots: ReadonlyMap<string, SessionSnapshot>;
  /** `ok`, or what SQLite found wrong with the file. */
  readonly integrity: string;
}

export interface LoggedStep {
  readonly position: number;
  readonly sessionId: string;
  readonly firstIndex: number;
  readonly ids: readonly string[];
}

/** May be called while a server runs: readers of a write-ahead log disturb nobody. */
export function readDatabase(dir: string): DatabaseContents {
  const database = new Database(join(dir, "usher.db"));
  const rows = <Row>(query: string): Row[] => database.prepare(query).all() as Row[];
  try {
    return {
      events: rows("select event_id as id, session_id as sessionId from action order by rowid"),
      stream: rows<{ position: number; sessionId: string; body: string }>(
        "select position, session_id as sessionId, body from stream_entry where type = 'actions' order by position",
      ).map(({ position, sessionId, body }) => {
        const { firstIndex, ids } = JSON.parse(body) as Pick<LoggedStep, "firstIndex" | "ids">;
        return { position, sessionId, firstIndex, ids };
      }),
      head: rows<{ position: number }>("select position from stream_head")[0]?.position ?? 0,
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
