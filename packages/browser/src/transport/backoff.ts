/**
 * How long to wait before attempt `failures + 1`, milliseconds: full jitter under an exponential ceiling,
 * so that many pages do not return at the same moment. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: number, baseMs = 1_000, capMs = 60_000): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.max(0, failures - 1)));
}

/** Waits before another attempt: as long as the server asked for, or else as `backoffMs` says. */
export function pauseBeforeRetry(
  askedMs: number | undefined,
  failures: number,
  random: number,
  baseMs?: number,
): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, askedMs ?? backoffMs(failures, random, baseMs)));
}

/** `Retry-After` as milliseconds: seconds or a date; nothing when absent or unreadable. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
