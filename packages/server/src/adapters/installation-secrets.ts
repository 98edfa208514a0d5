import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { createKey, isMistypedKey, KEY_PREFIX } from "../products/key-format.ts";
import { replaceFile } from "./replace-file.ts";

/** Secrets an installation makes for itself at its first start, kept in its data directory. */
export interface InstallationSecrets {
  /** 32 random bytes, base64url: signs session tokens. Replacing it ends every session's token. */
  readonly tokenSecret: string;
  /** 32 random bytes each, base64url, the newest first: seal the secrets in the database. Without them those are lost. */
  readonly sealKeys: readonly string[];
  /** Admin key (`ak_live_…`) of whoever can read this directory. */
  readonly adminKey: string;
}

export const SECRETS_FILE = "secrets.json";

/** 32 bytes are 43 characters of base64url. */
const SECRET = /^[\w-]{43}$/;

/**
 * Reads `secrets.json` (mode 0600) in an owned data directory, making it at the first start. Secrets that a file of an
 * earlier version lacks are added. A damaged file is an error (`secrets_invalid`), never silently replaced: that would end
 * every session and lose the sealed secrets without a word.
 */
export function loadInstallationSecrets(dir: string): InstallationSecrets {
  const path = join(dir, SECRETS_FILE);
  const found = readInstallationSecrets(dir);
  const secrets: InstallationSecrets = {
    tokenSecret: found?.tokenSecret ?? createSecret(),
    sealKeys: found?.sealKeys ?? [createSecret()],
    adminKey: found?.adminKey ?? createKey("admin"),
  };
  const isWhole = found?.sealKeys !== undefined && found.adminKey !== undefined;
  if (!isWhole) replaceFile(path, `${JSON.stringify({ ...found, ...secrets })}\n`);
  return secrets;
}

/** What is in the file, whole or of an earlier version; undefined when there is none. Throws `secrets_invalid`. */
export function readInstallationSecrets(
  dir: string,
): (Pick<InstallationSecrets, "tokenSecret"> & Partial<InstallationSecrets>) | undefined {
  const path = join(dir, SECRETS_FILE);
  const text = readIfPresent(path);
  if (text === undefined) return undefined;
  const secrets = parseSecrets(text);
  if (secrets !== undefined) return secrets;
  throw new UsherError(
    "secrets_invalid",
    `${path} is damaged. Restore it from a backup, or delete it: pages then start new sessions, and webhook secrets have to be rotated.`,
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

function parseSecrets(text: string): ReturnType<typeof readInstallationSecrets> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { tokenSecret, sealKeys, adminKey } = value as Partial<InstallationSecrets>;
    if (!isSecret(tokenSecret)) return undefined;
    if (sealKeys !== undefined && !(Array.isArray(sealKeys) && sealKeys.length > 0 && sealKeys.every(isSecret))) {
      return undefined;
    }
    if (adminKey !== undefined && !isAdminKey(adminKey)) return undefined;
    return value as ReturnType<typeof readInstallationSecrets>;
  } catch {
    return undefined;
  }
}

function isSecret(value: unknown): value is string {
  return typeof value === "string" && SECRET.test(value);
}

function isAdminKey(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(KEY_PREFIX.admin) && !isMistypedKey(value);
}

function createSecret(): string {
  return randomBytes(32).toString("base64url");
}
