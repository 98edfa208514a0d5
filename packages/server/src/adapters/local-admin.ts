import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { OWNER_FILE, type Owner } from "./data-directory.ts";
import { readInstallationSecrets } from "./installation-secrets.ts";

/** How to reach the server that owns a data directory, for who may read the directory. */
export interface LocalAdmin {
  /** E.g. `http://127.0.0.1:8787`. */
  readonly url: string;
  /** An admin key. */
  readonly key: string;
}

/** Undefined when no server runs on the directory, as far as one can tell without asking it. */
export function readLocalAdmin(dataDir: string): LocalAdmin | undefined {
  const url = readUrl(join(dataDir, OWNER_FILE));
  const key = url === undefined ? undefined : readInstallationSecrets(dataDir)?.adminKey;
  return url === undefined || key === undefined ? undefined : { url, key };
}

function readUrl(path: string): string | undefined {
  try {
    const { pid, host, url } = JSON.parse(readFileSync(path, "utf8")) as Partial<Owner>;
    if (url === undefined || (host === hostname() && !isRunning(Number(pid)))) return undefined;
    return url;
  } catch {
    // No owner, or one that is just starting or stopping.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
