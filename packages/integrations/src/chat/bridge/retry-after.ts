import { type EpochMs, SECOND_MS } from "@usher/core";

/** A day: what asks for more is asking for something else. */
const LONGEST_MS = 86_400_000;
/** `X-RateLimit-Reset` holds a moment at some vendors and a number of seconds at others. */
const EARLIEST_MOMENT_S = 1_000_000_000;
const NUMBER = /^\d{1,13}(\.\d{1,9})?$/;
/** Date.parse takes nearly anything for a date; the header allows forms that begin with a weekday. */
const DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ].{10,40}$/i;

/** How long the vendor asks to wait, in milliseconds; undefined when it does not say. */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: EpochMs): number | undefined {
  return readWait(headers["retry-after"], now) ?? readWait(headers["x-ratelimit-reset"], now);
}

function readWait(header: string | undefined, now: EpochMs): number | undefined {
  const text = header?.trim() ?? "";
  if (NUMBER.test(text)) {
    const seconds = Number(text);
    return bounded(seconds >= EARLIEST_MOMENT_S ? seconds * SECOND_MS - now : seconds * SECOND_MS);
  }
  if (!DATE.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : bounded(moment - now);
}

function bounded(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms)));
}
