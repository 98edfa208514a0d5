import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";

/** What a data folder may hold: the database with its companions, the installation's secrets, the owner and its lock. */
const OURS = /^(usher\.db(-wal|-shm|-journal)?|secrets\.json(\.new)?|owner\.(json|json\.new|lock|lock-journal))$/;

/**
 * Deletes the data that a server left in a folder. Refuses when the folder holds anything else, since a mistyped
 * `--data-dir` must not cost anyone their files, and when a running process owns it.
 * @param dataDir Absolute.
 */
export function removeData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const names = readdirSync(dataDir);
  const foreign = names.find((name) => !OURS.test(name));
  if (foreign !== undefined) {
    throw new UsherError(
      "data_dir_foreign",
      `${dataDir} holds ${foreign}, which Usher did not write, so --fresh leaves it alone. Choose another --data-dir, or delete the data yourself.`,
    );
  }
  const owner = runningOwner(join(dataDir, "owner.json"));
  if (owner !== undefined) {
    throw new UsherError("data_dir_locked", `${dataDir} is in use by another Usher (process ${owner}).`);
  }
  for (const name of names) rmSync(join(dataDir, name));
}

/** The process that the folder's owner file names, when it still runs. A crash leaves the file behind. */
function runningOwner(ownerFile: string): number | undefined {
  if (!existsSync(ownerFile)) return undefined;
  const pid = Number(/"pid":\s*(\d+)/.exec(readFileSync(ownerFile, "utf8"))?.[1]);
  if (!Number.isInteger(pid) || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && "code" in error && error.code === "EPERM" ? pid : undefined;
  }
}
