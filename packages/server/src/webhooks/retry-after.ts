import type { EpochMs } from "@usher/core";

/** A day: what asks for more is asking for something else. */
const LONGEST_MS = 86_400_000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds: seconds (fractions too, as many servers send them) or an
 * HTTP date. Undefined when it is neither.
 */
export function parseRetryAfter(header: string | null | undefined, now: EpochMs): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,15}(\.\d{1,9})?$/.test(text)) return Math.min(LONGEST_MS, Math.ceil(Number(text) * 1_000));
  // Date.parse takes nearly anything for a date; the header allows three forms, all of which begin with a weekday.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ].{10,40}$/i.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.min(LONGEST_MS, Math.max(0, moment - now));
}
