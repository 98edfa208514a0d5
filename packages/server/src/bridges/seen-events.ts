import { MINUTE_MS } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";

/** Which events of vendors were taken already: they send again what was not answered in time, and recordings are played back. */
export interface SeenEvents {
  /** Whether it is the first time; from now on it is not. */
  isFirst(key: string): boolean;
  /** It could not be taken after all: the next time is the first again. */
  forget(key: string): void;
}

export interface SeenEventsOptions {
  readonly now: () => number;
  /** Default ten minutes. */
  readonly ttlMs?: number;
  /** Events remembered at least, and twice as many at most. Default 20,000. */
  readonly limit?: number;
}

export function createSeenEvents({ now, ttlMs = 10 * MINUTE_MS, limit = 20_000 }: SeenEventsOptions): SeenEvents {
  const seenAt: BoundedMap<number> = createBoundedMap(limit);
  return {
    isFirst(key) {
      const before = seenAt.get(key);
      if (before !== undefined && now() - before < ttlMs) return false;
      seenAt.set(key, now());
      return true;
    },
    forget: (key) => seenAt.delete(key),
  };
}
