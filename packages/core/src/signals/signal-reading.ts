import type { EpochMs } from "../ids.ts";

/** What a signal measured in a session's actions at a moment. */
export interface SignalReading {
  readonly met: boolean;
  readonly value: number;
  /** What `value` is compared with. */
  readonly threshold: number;
  /** When it would become met if nothing happened until then. */
  readonly recheckAt?: EpochMs;
}

/** A count that reached its threshold or did not. */
export function counted(value: number, threshold: number): SignalReading {
  return { met: value >= threshold, value, threshold };
}
