import type { DataDirectoryState } from "@usher/server";
import { type Finding, fail, ok, warn } from "./finding.ts";

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;

/** Directory, disk, store and clock. */
export function checkData(
  state: DataDirectoryState,
  now: number,
  isRunning: (pid: number) => boolean,
): readonly Finding[] {
  return [directory(state, isRunning), disk(state), flush(state), store(state), clock(state, now)];
}

function directory(state: DataDirectoryState, isRunning: (pid: number) => boolean): Finding {
  const { dir, exists, isOpenToOthers, writeError, owner } = state;
  if (writeError !== undefined) {
    return fail(
      "data",
      `${dir} cannot be written: ${writeError}`,
      "correct its owner, or name another with --data-dir",
    );
  }
  if (!exists) return ok("data", `${dir} will be made when the server starts`);
  if (isOpenToOthers) return warn("data", `${dir} can be read by other users of this machine`, `chmod 700 ${dir}`);
  if (owner === undefined) return ok("data", `${dir}, no server uses it`);
  if (!isRunning(owner.pid)) {
    return ok("data", `${dir}, last used by process ${owner.pid}, which is gone; the next start takes it`);
  }
  return ok("data", `${dir}, in use by process ${owner.pid}${owner.url === undefined ? "" : ` at ${owner.url}`}`);
}

function disk({ freeBytes }: DataDirectoryState): Finding {
  const free = `${Math.floor(freeBytes / MB).toLocaleString("en")} MB free`;
  const fix = "free some space, or move the data with --data-dir";
  if (freeBytes < 200 * MB) return fail("disk", free, fix);
  return freeBytes < 1_024 * MB ? warn("disk", free, fix) : ok("disk", free);
}

function flush({ flushMs, writeError }: DataDirectoryState): Finding {
  if (flushMs === undefined) {
    return fail("flush", `could not be measured: ${writeError}`, "make the directory writable");
  }
  const detail = `writing and flushing takes ${flushMs.toFixed(1)} ms`;
  const fix = "every answer waits for a flush: use a local SSD, not a network share";
  return flushMs > 50 ? warn("flush", detail, fix) : ok("flush", detail);
}

function store({ integrity, dir }: DataDirectoryState): Finding {
  if (integrity === undefined) return ok("store", "there is no database yet");
  if (integrity === "ok") return ok("store", "the database passes its check");
  return fail(
    "store",
    `the database is damaged: ${integrity}`,
    `stop the server, keep a copy of ${dir}, restore a backup`,
  );
}

/** A clock that was set back makes what happens now look older than what happened before. */
function clock({ writtenAt }: DataDirectoryState, now: number): Finding {
  const at = new Date(now).toISOString();
  const fix = "set the clock, e.g. timedatectl set-ntp true";
  if (now < Date.UTC(2025, 0)) return fail("clock", `it says ${at}`, fix);
  if (writtenAt !== undefined && writtenAt > now + MINUTE_MS) {
    return warn("clock", `it says ${at}, before the latest write (${new Date(writtenAt).toISOString()})`, fix);
  }
  return ok("clock", at);
}
