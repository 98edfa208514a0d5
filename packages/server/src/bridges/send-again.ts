import type { Clock } from "../ports/clock.ts";
import type { Delivered, Undelivered } from "./bridge.ts";

/** Two repeats: what fails a third time is no hiccup. */
const PAUSES_MS: readonly number[] = [400, 1_600];
/** Failures that say themselves that nothing was shown. A time-out does not: the message may be there already. */
const AGAIN: ReadonlySet<string> = new Set(["rate_limited", "vendor_unavailable"]);

export interface SendAgainOptions {
  readonly clock: Pick<Clock, "now" | "at">;
  /** How long there is for all attempts together, in milliseconds; a vendor that asks for more is not asked again. */
  readonly patienceMs: number;
  /** Aborted when nobody wants it any more: no further attempt is made. */
  readonly signal: AbortSignal;
}

/** Sends a message, and again after a pause when the vendor was busy; ends with what the last attempt came to. */
export async function sendAgain(
  send: () => Promise<Delivered>,
  { clock, patienceMs, signal }: SendAgainOptions,
): Promise<Delivered> {
  const giveUpAt = clock.now() + patienceMs;
  for (const pauseMs of PAUSES_MS) {
    const result = await send();
    if (result.ok || !mayBeSentAgain(result)) return result;
    const nextAt = clock.now() + Math.max(pauseMs, result.retryAfterMs ?? 0);
    if (nextAt > giveUpAt || !(await reached(nextAt, clock, signal))) return result;
  }
  return send();
}

function mayBeSentAgain({ code, retryable, sentParts }: Undelivered): boolean {
  return retryable && sentParts === undefined && AGAIN.has(code);
}

/** False when it was aborted before. */
function reached(at: number, clock: Pick<Clock, "at">, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.at(at, () => {
      signal.removeEventListener("abort", stop);
      resolve(true);
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
