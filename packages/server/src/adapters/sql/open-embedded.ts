import { randomInt } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import Database from "libsql";
import type { Store } from "../../ports/store.ts";
import { cachedStatements } from "./cached-statements.ts";
import { migrate } from "./migrations/migrate.ts";
import { scrubDatabase } from "./scrub-database.ts";
import { createSqlStore } from "./sql-store.ts";
import type { Tables } from "./tables.ts";

/** A data directory this process owns (`openDataDirectory`), or nothing that outlives the process. */
export type EmbeddedStoreOptions = { readonly dir: string } | { readonly memory: true };

/** Name of the database in the data directory. */
export const DATABASE_FILE = "usher.db";

/** Opens the embedded store, creating or migrating its database. Everything particular to SQLite is in this file and `scrub-database.ts`. */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  return openStoreOver("dir" in options ? openFile(join(options.dir, DATABASE_FILE)) : new Database(":memory:"));
}

/** The store over a connection that is already open; closing the store closes it. */
export async function openStoreOver(database: Database.Database): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: closesTidily(database) }) });
  try {
    await migrate(db);
    return createSqlStore(db, await readEpoch(db), () => scrubDatabase(db));
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function openFile(path: string): Database.Database {
  try {
    // Created by us rather than by SQLite, so that nobody else may read it; its journal inherits the mode.
    closeSync(openSync(path, "a", 0o600));
    const database = new Database(path);
    database.exec("pragma busy_timeout = 5000");
    database.exec("pragma journal_mode = wal");
    // In WAL mode only FULL flushes every commit to the disk: an acknowledgement must survive a power cut.
    database.exec("pragma synchronous = full");
    database.exec("pragma foreign_keys = on");
    // What is deleted is gone from the file, not only from its index; costs nothing one could measure.
    database.exec("pragma secure_delete = on");
    database.exec("pragma wal_autocheckpoint = 1000");
    return database;
  } catch (error) {
    throw new UsherError("store_unavailable", `The database ${path} cannot be opened.`, { cause: error });
  }
}

/** libsql keeps the file open while a prepared statement exists, so the journal is folded in before closing. */
function closesTidily(database: Database.Database): SqliteDatabase {
  const cached = cachedStatements(database as unknown as SqliteDatabase);
  return {
    prepare: (text) => cached.prepare(text),
    close() {
      if (!database.memory) database.exec("pragma wal_checkpoint(truncate)");
      cached.close();
    },
  };
}

async function readEpoch(db: Kysely<Tables>): Promise<string> {
  await db
    .insertInto("meta")
    .values([
      { name: "epoch", value: createEpoch() },
      { name: "ping", value: "ping" },
    ])
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const row = await db.selectFrom("meta").select("value").where("name", "=", "epoch").executeTakeFirstOrThrow();
  return row.value;
}

function createEpoch(): string {
  return Array.from({ length: 10 }, () => randomInt(36).toString(36)).join("");
}
