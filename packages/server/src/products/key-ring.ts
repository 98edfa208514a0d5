import type { Clock } from "../ports/clock.ts";
import type { KeyRecord } from "../ports/product-store.ts";
import { hashKey, isMistypedKey } from "./key-format.ts";

/** What a text that was sent as a key turned out to be. */
export type KeyFinding =
  /** A secret or restricted key in force. */
  | { readonly type: "server"; readonly key: KeyRecord }
  | { readonly type: "admin" }
  | { readonly type: "publishable" }
  /** Expired, rotated or revoked. */
  | { readonly type: "ended" }
  /** It wants to be one of our keys and cannot be. */
  | { readonly type: "mistyped" }
  | { readonly type: "unknown" };

/** Every key in force. */
export interface KeyRing {
  find(text: string): KeyFinding;
  /** Whether anybody but this machine's own user can be an administrator. */
  readonly hasAdmin: boolean;
  /** Calls back for each key that stops being good: expired, rotated, revoked, or its product deleted. Returns what cancels it. */
  onRevoked(listener: (key: KeyRecord) => void): () => void;
}

export interface LiveKeyRing extends KeyRing {
  /** From now on these are all the keys there are. */
  replace(keys: readonly KeyRecord[]): void;
}

interface Options {
  readonly clock: Clock;
  /** Admin keys of the configuration: no record says anything about them. */
  readonly adminKeys: readonly string[];
  /** The one this machine's own user has, in the data directory. */
  readonly localAdminKey: string | undefined;
}

export function createKeyRing({ clock, adminKeys, localAdminKey }: Options): LiveKeyRing {
  const fixedAdmins = new Set([...adminKeys, ...(localAdminKey === undefined ? [] : [localAdminKey])].map(hashKey));
  const listeners = new Set<(key: KeyRecord) => void>();
  let byHash: ReadonlyMap<string, KeyRecord> = new Map();
  let inForce: readonly KeyRecord[] = [];

  return {
    find(text) {
      const hash = hashKey(text);
      if (fixedAdmins.has(hash)) return { type: "admin" };
      const key = byHash.get(hash);
      if (key === undefined) return { type: isMistypedKey(text) ? "mistyped" : "unknown" };
      if (!isInForce(key, clock.now())) return { type: "ended" };
      if (key.kind === "admin" || key.kind === "publishable") return { type: key.kind };
      return { type: "server", key };
    },
    get hasAdmin() {
      const now = clock.now();
      return adminKeys.length > 0 || inForce.some((key) => key.kind === "admin" && isInForce(key, now));
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replace(keys) {
      const now = clock.now();
      byHash = new Map(keys.map((key) => [key.kind === "publishable" ? hashKey(key.hash) : key.hash, key]));
      const before = inForce;
      inForce = keys.filter((key) => isInForce(key, now));
      const ids = new Set(inForce.map(idOf));
      for (const key of before) {
        if (ids.has(idOf(key))) continue;
        for (const listener of listeners) listener(key);
      }
    },
  };
}

export function isInForce({ expiresAt }: { readonly expiresAt: number | null }, now: number): boolean {
  return expiresAt === null || expiresAt > now;
}

function idOf({ productId, keyId }: KeyRecord): string {
  return `${productId}\0${keyId}`;
}
