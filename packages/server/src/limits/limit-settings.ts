import type { Rate } from "./token-bucket.ts";

/** What can be limited; the name is what a refusal and the metrics say. */
export type LimitName =
  | "publishable_key"
  | "address"
  | "session"
  | "session_events"
  | "session_start"
  | "stream_connect"
  | "stream_connect_all"
  | "webhook"
  | "bad_signature"
  | "secret_key";

export interface LimitSettings {
  /** Per limit; false switches one off. */
  readonly rates: Readonly<Record<LimitName, Rate | false>>;
  /** Streams one client address may have open. */
  readonly openStreamsPerAddress: number;
  /** How long a source and address stay refused after too many bad signatures, seconds. */
  readonly badSignatureBlockS: number;
  /** Whether requests straight from this machine are limited, too. */
  readonly loopback: boolean;
}

/** Generous for people, tight for loops. (docs/operations.md has the table.) */
export const DEFAULT_LIMITS: LimitSettings = {
  rates: {
    publishable_key: { perMinute: 12_000, burst: 1_000 },
    address: { perMinute: 1_200, burst: 100 },
    session: { perMinute: 600, burst: 60 },
    session_events: { perMinute: 600, burst: 600 },
    session_start: { perMinute: 30, burst: 60 },
    stream_connect: { perMinute: 10, burst: 30 },
    stream_connect_all: { perMinute: 6_000, burst: 500 },
    webhook: { perMinute: 6_000, burst: 300 },
    bad_signature: { perMinute: 10, burst: 10 },
    secret_key: { perMinute: 3_000, burst: 100 },
  },
  openStreamsPerAddress: 50,
  badSignatureBlockS: 300,
  loopback: false,
};

/** What a configuration may say; what it leaves out has its default. */
export interface LimitOptions extends Partial<Omit<LimitSettings, "rates">> {
  readonly rates?: Partial<Record<LimitName, Rate | false>>;
}

/** Null: nothing is limited. */
export function resolveLimits(options: LimitOptions | false | undefined): LimitSettings | null {
  if (options === false) return null;
  return { ...DEFAULT_LIMITS, ...options, rates: { ...DEFAULT_LIMITS.rates, ...options?.rates } };
}
