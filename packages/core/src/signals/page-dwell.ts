import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { activeTime, reachedAt } from "./active-time.ts";
import { isDeed } from "./deeds.ts";
import { actionsOfTab } from "./recent-actions.ts";
import type { SignalReading } from "./signal-reading.ts";
import { currentVisit } from "./visits.ts";

export interface PageDwellParams {
  readonly thresholdS: number;
  /** More actions on the page than this are exploration, not lingering. Undefined for any number. */
  readonly maxActions?: number | undefined;
  /** Count time without any input too; a hidden tab never counts. */
  readonly awayCounts: boolean;
}

/** Seconds on the page the user is on. */
export function measurePageDwell(actions: readonly Action[], now: EpochMs, params: PageDwellParams): SignalReading {
  const threshold = params.thresholdS;
  const tab = actionsOfTab(actions);
  const visit = currentVisit(tab);
  if (visit === undefined) return { met: false, value: 0, threshold };
  const time = activeTime(tab, visit.enteredAt, now, { awayCounts: params.awayCounts });
  const value = time.ms / SECOND_MS;
  const busy = params.maxActions !== undefined && visit.actions.filter(isDeed).length > params.maxActions;
  if (busy) return { met: false, value, threshold };
  const recheckAt = reachedAt(time, threshold * SECOND_MS, now);
  return { met: value >= threshold, value, threshold, ...(recheckAt === undefined ? {} : { recheckAt }) };
}
