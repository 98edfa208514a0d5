import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from "kysely";
import Database from "libsql";
import type { Store } from "../../ports/store.ts";
import { DATABASE_FILE } from "./open-embedded.ts";
import { readLedger } from "./read-ledger.ts";
import { listSessions, readRecording } from "./read-recordings.ts";
import type { Tables } from "./tables.ts";

/** The part of a store that reads what happened. */
export type StoreReader = Pick<Store, "recordedSession" | "listSessions" | "ledger" | "close">;

/**
 * Opens a data directory for reading alone, whoever owns it: a server may go on writing. Throws UsherError
 * `store_unavailable` or, for a database of an earlier version, `store_incompatible`.
 */
export async function openReader(dir: string): Promise<StoreReader> {
  const path = join(dir, DATABASE_FILE);
  if (!existsSync(path)) throw new UsherError("store_unavailable", `There is no Usher database in ${dir}.`);
  const database = new Database(path, { readonly: true });
  database.exec("pragma busy_timeout = 5000");
  const dialect = new SqliteDialect({ database: database as unknown as SqliteDatabase });
  const db = new Kysely<Tables>({ dialect });
  const tables = await sql<{ name: string }>`select name from sqlite_master where name = 'step'`.execute(db);
  if (tables.rows.length === 0) {
    await db.destroy();
    throw new UsherError(
      "store_incompatible",
      `The database in ${dir} is of an earlier version: start Usher on it once.`,
    );
  }
  return {
    recordedSession: (productId, sessionId) => readRecording(db, productId, sessionId),
    listSessions: (productId, query) => listSessions(db, productId, query),
    ledger: (productId, sessionId, limit) => readLedger(db, productId, sessionId, limit),
    close: () => db.destroy(),
  };
}
