import type { EpochMs } from "@usher/core";
import { type AttemptOutcome, isSuccess } from "./attempt-outcome.ts";
import { parseRetryAfter } from "./retry-after.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before each attempt: ten attempts over 75.6 hours, the example schedule of the Standard Webhooks specification. */
export const RETRY_WAITS_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Deliveries that failed together come back apart. */
const JITTER = 0.2;
/** What is overloaded gets at least so long to recover. */
const OVERLOADED_WAIT_MS: number = MINUTE;
/** "You are wrong" is what a deployment under way answers too, so one such answer proves nothing. */
const REFUSALS_TO_GIVE_UP = 3;
const REFUSED_FOR_MS: number = 10 * MINUTE;
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 422]);
const GONE = 410;

export interface Attempts {
  /** Attempts made, with the one that is judged. */
  readonly attempts: number;
  /** Refusals in a row before this attempt, and when the first of them came. */
  readonly refusals: number;
  readonly refusedSince: EpochMs | null;
}

export type Verdict =
  | { readonly type: "delivered" }
  | { readonly type: "retry"; readonly at: EpochMs; readonly refusals: number; readonly refusedSince: EpochMs | null }
  | { readonly type: "dead" }
  /** The receiver says there is nothing here any more: no delivery to it will ever succeed. */
  | { readonly type: "gone" };

/** What an attempt leads to. `random` is a number from 0 to 1. */
export function judgeAttempt(made: Attempts, outcome: AttemptOutcome, now: EpochMs, random: number): Verdict {
  if (isSuccess(outcome)) return { type: "delivered" };
  const status = outcome.type === "answered" ? outcome.status : undefined;
  if (status === GONE) return { type: "gone" };
  const isRefusal = status !== undefined && REFUSALS.has(status);
  const refusals = isRefusal ? made.refusals + 1 : 0;
  const refusedSince = isRefusal ? (made.refusedSince ?? now) : null;
  const isRefused = refusals >= REFUSALS_TO_GIVE_UP && refusedSince !== null && now - refusedSince >= REFUSED_FOR_MS;
  const planned = RETRY_WAITS_MS[made.attempts];
  if (isRefused || planned === undefined) return { type: "dead" };
  return { type: "retry", at: now + waitAfter(planned, outcome, now, random), refusals, refusedSince };
}

/** The receiver may ask for up to twice the wait, so that it can spare itself but not push us out of reach. */
function waitAfter(planned: number, outcome: AttemptOutcome, now: EpochMs, random: number): number {
  const isOverloaded = outcome.type === "failed" ? outcome.reason === "timeout" : outcome.status === 429;
  const jittered = Math.round(planned * (1 + JITTER * (2 * random - 1)));
  const wait = isOverloaded ? Math.max(jittered, OVERLOADED_WAIT_MS) : jittered;
  const asked = outcome.type === "answered" ? parseRetryAfter(outcome.retryAfter, now) : undefined;
  return asked === undefined ? wait : Math.min(2 * wait, Math.max(wait, asked));
}
