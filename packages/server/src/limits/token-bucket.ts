/** How often something may happen. */
export interface Rate {
  /** What may go on for ever. */
  readonly perMinute: number;
  /** What may happen at once after a quiet while. */
  readonly burst: number;
}

/** What is left, at a moment. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export interface Taken {
  readonly bucket: Bucket;
  /** 0: taken. Otherwise nothing was taken, and this many milliseconds from now there will be enough. */
  readonly waitMs: number;
}

/** Far below a token, far above what fractions lose: the wait that was told is then never a hair too short. */
const ROUNDING = 1e-9;

/**
 * Takes `cost` tokens. Thirty lines instead of a library: the rule has to be a pure function of a given time to be
 * tested without waiting, and nothing a library adds (shared stores, penalties) is used.
 * @param bucket Undefined for who was never seen: full.
 * @param now Milliseconds; a clock that steps back gives nothing and takes nothing.
 */
export function takeTokens(bucket: Bucket | undefined, rate: Rate, now: number, cost = 1): Taken {
  const perMs = rate.perMinute / 60_000;
  const at = Math.max(now, bucket?.at ?? now);
  const tokens = bucket === undefined ? rate.burst : Math.min(rate.burst, bucket.tokens + (at - bucket.at) * perMs);
  // Whoever asks for more than a full bucket holds would wait for ever; a full bucket has to do.
  const price = Math.min(cost, rate.burst);
  if (tokens + ROUNDING >= price) return { bucket: { tokens: Math.max(0, tokens - price), at }, waitMs: 0 };
  return { bucket: { tokens, at }, waitMs: Math.ceil((price - tokens) / perMs) };
}
