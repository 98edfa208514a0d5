export interface BackOffOptions {
  /** Upper bound of the first wait, milliseconds. */
  readonly initialMs: number;
  /** Upper bound of every wait. */
  readonly maxMs: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/**
 * How long to wait before attempt `attempt` (from 1): anything between nothing and a bound that doubles each time.
 * Choosing from the whole range, rather than adding a little noise, keeps a thousand clients from coming back as one.
 */
export function backOffMs(attempt: number, { initialMs, maxMs, random }: BackOffOptions): number {
  const bound = Math.min(maxMs, initialMs * 2 ** Math.min(attempt - 1, 30));
  return random() * bound;
}
