import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import Database from "libsql";
import { OWNER_FILE } from "./data-directory.ts";
import { DATABASE_FILE } from "./sql/open-embedded.ts";

/** How a data directory is, found out without disturbing a server that owns it. */
export interface DataDirectoryState {
  /** Absolute. */
  readonly dir: string;
  readonly exists: boolean;
  /** Others than its owner may read it. */
  readonly isOpenToOthers: boolean;
  /** The file system's reason, when nothing can be written there. */
  readonly writeError: string | undefined;
  /** Of the file system it is on, or would be. */
  readonly freeBytes: number;
  /** Median time to write and flush 4 KB, milliseconds; undefined when it could not be measured. */
  readonly flushMs: number | undefined;
  /** What the database's own check says: `ok`, or what is wrong. Undefined when there is no database yet. */
  readonly integrity: string | undefined;
  /** When the database was last written, epoch milliseconds. */
  readonly writtenAt: number | undefined;
  /** The process that last took it; it may be gone. */
  readonly owner: { readonly pid: number; readonly url?: string } | undefined;
}

const FLUSHES = 9;

/** Reads and measures; leaves nothing behind. */
export async function inspectDataDirectory(path: string): Promise<DataDirectoryState> {
  const dir = resolve(path);
  const exists = existsSync(dir);
  const place = nearestFolder(dir);
  const { bavail, bsize } = await statfs(place);
  const database = join(dir, DATABASE_FILE);
  const hasDatabase = existsSync(database);
  return {
    dir,
    exists,
    isOpenToOthers: exists && (statSync(dir).mode & 0o077) !== 0,
    freeBytes: bavail * bsize,
    ...measureFlush(place),
    integrity: hasDatabase ? checkDatabase(database) : undefined,
    writtenAt: hasDatabase ? writtenAt(database) : undefined,
    owner: readOwner(join(dir, OWNER_FILE)),
  };
}

function nearestFolder(dir: string): string {
  let place = dir;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

function measureFlush(dir: string): Pick<DataDirectoryState, "flushMs" | "writeError"> {
  const path = join(dir, `.usher-doctor-${process.pid}`);
  const times: number[] = [];
  try {
    const file = openSync(path, "wx", 0o600);
    try {
      const page = Buffer.alloc(4_096, 1);
      for (let count = 0; count < FLUSHES; count++) {
        const startedAt = performance.now();
        writeSync(file, page);
        fsyncSync(file);
        times.push(performance.now() - startedAt);
      }
    } finally {
      closeSync(file);
      rmSync(path, { force: true });
    }
  } catch (error) {
    return { flushMs: undefined, writeError: error instanceof Error ? error.message : String(error) };
  }
  return { flushMs: times.sort((left, right) => left - right)[FLUSHES >> 1], writeError: undefined };
}

function checkDatabase(path: string): string {
  try {
    const database = new Database(path, { readonly: true });
    try {
      const row = database.prepare("pragma quick_check(1)").get() as { quick_check?: string } | undefined;
      return row?.quick_check ?? "the check gave no answer";
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function writtenAt(database: string): number {
  const times = [database, `${database}-wal`].filter(existsSync).map((file) => statSync(file).mtimeMs);
  return Math.max(...times);
}

function readOwner(path: string): DataDirectoryState["owner"] {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { pid: number; url?: string };
  } catch {
    return undefined;
  }
}
