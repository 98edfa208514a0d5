import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { activeTime, reachedAt } from "./active-time.ts";
import { isDeed } from "./deeds.ts";
import type { SignalReading } from "./signal-reading.ts";

export interface StalledFor {
  /** Since when there was no progress. */
  readonly since: EpochMs;
  /** Met by more active time without progress than this, seconds. */
  readonly forS: number;
  /** Fewer actions than this since then mean reading or waiting, not trying. */
  readonly minActions: number;
}

/** Active seconds since the last progress, as long as the user kept trying. */
export function measureStall(
  actions: readonly Action[],
  now: EpochMs,
  { since, forS, minActions }: StalledFor,
): SignalReading {
  const time = activeTime(actions, since, now);
  const value = time.ms / SECOND_MS;
  const tried = actions.filter((action) => action.at > since && isDeed(action)).length >= minActions;
  if (!tried) return { met: false, value, threshold: forS };
  const recheckAt = reachedAt(time, Math.floor(forS * SECOND_MS) + 1, now);
  return { met: value > forS, value, threshold: forS, ...(recheckAt === undefined ? {} : { recheckAt }) };
}
