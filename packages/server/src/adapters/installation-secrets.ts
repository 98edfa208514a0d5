import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";

/** Secrets an installation makes for itself at its first start, kept in its data directory. */
export interface InstallationSecrets {
  /** 32 random bytes, base64url: signs session tokens. Replacing it ends every session's token. */
  readonly tokenSecret: string;
}

const SECRETS_FILE = "secrets.json";

/** 32 bytes are 43 characters of base64url. */
const TOKEN_SECRET = /^[\w-]{43}$/;

/**
 * Reads `secrets.json` (mode 0600) in an owned data directory, making it at the first start. A damaged file is an error
 * (`secrets_invalid`), never silently replaced: that would end every session without a word.
 */
export function loadInstallationSecrets(dir: string): InstallationSecrets {
  const path = join(dir, SECRETS_FILE);
  const text = readIfPresent(path);
  if (text === undefined) return createSecrets(dir, path);
  const tokenSecret = readTokenSecret(text);
  if (tokenSecret !== undefined) return { tokenSecret };
  throw new UsherError(
    "secrets_invalid",
    `${path} is damaged. Restore it from a backup, or delete it: pages then start new sessions.`,
  );
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new UsherError("secrets_invalid", `${path} cannot be read.`, { cause: error });
  }
}

function readTokenSecret(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("tokenSecret" in value)) return undefined;
    const { tokenSecret } = value;
    return typeof tokenSecret === "string" && TOKEN_SECRET.test(tokenSecret) ? tokenSecret : undefined;
  } catch {
    return undefined;
  }
}

/** Written aside, flushed, then renamed: a power cut leaves the whole file or none. */
function createSecrets(dir: string, path: string): InstallationSecrets {
  const secrets: InstallationSecrets = { tokenSecret: randomBytes(32).toString("base64url") };
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
  const handle = openSync(dir, "r");
  fsyncSync(handle);
  closeSync(handle);
  return secrets;
}
