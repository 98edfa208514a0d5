import { createBoundedMap } from "../engine/bounded-map.ts";
import type { LimitName, LimitSettings } from "./limit-settings.ts";
import { type Bucket, takeTokens } from "./token-bucket.ts";

/** Counts what clients do. In this process only; a restart forgives everything. */
export interface RateLimits {
  /** Milliseconds until there is room; 0: taken. */
  take(limit: LimitName, key: string, cost?: number): number;
  /** Counts a bad signature; too many block the key for a while. */
  badSignature(key: string): void;
  /** Milliseconds the key is still blocked; 0: it is not. */
  blockedFor(key: string): number;
  /** Takes one of an address's streams, or undefined when it has too many. Give it back when the stream ends. */
  openStream(address: string): (() => void) | undefined;
  /** Whether requests straight from this machine count. */
  readonly countsLoopback: boolean;
}

/** Clients remembered per limit. One that was forgotten starts with a full bucket. */
const MAX_KEYS = 20_000;

/** @param settings Null: everything has room. */
export function createRateLimits(settings: LimitSettings | null, now: () => number): RateLimits {
  const buckets = createBoundedMap<Bucket>(MAX_KEYS);
  const blocks = createBoundedMap<number>(MAX_KEYS);
  const open = new Map<string, number>();

  function take(limit: LimitName, key: string, cost?: number): number {
    const rate = settings?.rates[limit] ?? false;
    if (rate === false) return 0;
    const name = `${limit}\u0000${key}`;
    const taken = takeTokens(buckets.get(name), rate, now(), cost);
    buckets.set(name, taken.bucket);
    return taken.waitMs;
  }

  return {
    take,
    countsLoopback: settings?.loopback ?? false,
    badSignature(key) {
      if (settings !== null && take("bad_signature", key) > 0) {
        blocks.set(key, now() + settings.badSignatureBlockS * 1_000);
      }
    },
    blockedFor: (key) => Math.max(0, (blocks.get(key) ?? 0) - now()),
    openStream(address) {
      const count = open.get(address) ?? 0;
      if (settings !== null && count >= settings.openStreamsPerAddress) return undefined;
      open.set(address, count + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const left = (open.get(address) ?? 1) - 1;
        if (left === 0) open.delete(address);
        else open.set(address, left);
      };
    },
  };
}
