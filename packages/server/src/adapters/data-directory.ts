import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UsherError } from "@usher/core";
import Database from "libsql";
import { replaceFile } from "./replace-file.ts";

/** A data directory that belongs to this process until `close`. */
export interface DataDirectory {
  /** Absolute path. */
  readonly dir: string;
  /** Tells others on this machine where the server that owns the directory listens. */
  announce(url: string): void;
  /** Gives the directory up. Close the store in it first. Twice does no harm. */
  close(): void;
}

/** What `owner.json` says. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** ISO-8601, for people. */
  readonly startedAt: string;
  /** Once the server listens. */
  readonly url?: string;
  /** A command that is soon done: a server that is started meanwhile waits for it. */
  readonly isBrief?: true;
}

export const OWNER_FILE = "owner.json";
const LOCK_FILE = "owner.lock";
const LOOK_EVERY_MS = 50;

/**
 * Makes the directory (readable by this user only) and takes it for this process. The lock is the operating system's, on
 * `owner.lock`: it ends with the process however that ends, so nothing stale ever has to be cleared away. `owner.json`
 * only tells people who holds it. Throws `data_dir_locked` when another process does.
 */
export function openDataDirectory(path: string, options: { readonly isBrief?: boolean } = {}): DataDirectory {
  const dir = resolve(path);
  try {
    makeDirectory(dir);
  } catch (error) {
    throw new UsherError("data_dir_unusable", `The data directory ${dir} cannot be created.`, { cause: error });
  }
  const unlock = lock(dir);
  const ownerPath = join(dir, OWNER_FILE);
  let isOpen = true;

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    rmSync(ownerPath, { force: true });
    unlock();
  }

  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    ...(options.isBrief ? { isBrief: true } : {}),
  };
  try {
    writeFileSync(ownerPath, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  } catch (error) {
    close();
    throw new UsherError("data_dir_unusable", `The data directory ${dir} cannot be written to.`, { cause: error });
  }
  return {
    dir,
    announce: (url) => replaceFile(ownerPath, `${JSON.stringify({ ...owner, url })}\n`),
    close,
  };
}

/**
 * `openDataDirectory` for a process that stays: one that a command holds for a moment is waited for, up to `patienceMs`. A
 * server that holds it is refused at once.
 */
export async function takeDataDirectory(path: string, patienceMs: number = 5_000): Promise<DataDirectory> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return openDataDirectory(path);
    } catch (error) {
      const isLocked = error instanceof UsherError && error.code === "data_dir_locked";
      if (!isLocked || !isHeldBriefly(resolve(path)) || performance.now() > giveUpAt) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** Whoever locked it without saying who they are has just come, or is about to leave. */
function isHeldBriefly(dir: string): boolean {
  const owner = readOwner(dir);
  return owner === undefined || owner.isBrief === true;
}

/** Level by level: Node's recursive mkdir never ends below some virtual file systems. */
function makeDirectory(dir: string): void {
  if (existsSync(dir)) return;
  makeDirectory(dirname(dir));
  mkdirSync(dir, { mode: 0o700 });
}

/** SQLite's own file lock on a file that holds nothing: the one portable lock that dies with its process. */
function lock(dir: string): () => void {
  const path = join(dir, LOCK_FILE);
  let database: Database.Database | undefined;
  try {
    closeSync(openSync(path, "a", 0o600));
    database = new Database(path);
    const held = database;
    held.exec("pragma busy_timeout = 0");
    held.exec("begin exclusive");
    return () => {
      held.exec("rollback");
      held.close();
    };
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new UsherError("data_dir_locked", lockedMessage(dir), { cause: error });
    throw new UsherError("data_dir_unusable", `The data directory ${dir} cannot be locked.`, { cause: error });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

function lockedMessage(dir: string): string {
  const owner = readOwner(dir);
  const holder = owner ? `process ${owner.pid} on ${owner.host} (since ${owner.startedAt})` : "another process";
  return `The data directory ${dir} is in use by ${holder}. Stop that process, or choose another directory with --data-dir.`;
}

function readOwner(dir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, OWNER_FILE), "utf8")) as Owner;
  } catch {
    // The holder is just starting or stopping: the message does without its name.
    return undefined;
  }
}
