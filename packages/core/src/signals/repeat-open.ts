import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import type { Matches } from "./distinct-entities.ts";
import { recentActions } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";

export interface RepeatOpenOptions {
  readonly isOpen: Matches;
  readonly isDone: Matches;
  readonly atLeast: number;
  readonly withinS: number;
  /** Openings closer than this to the latest one that counted are part of it: pages report some things twice. */
  readonly debounceMs: number;
}

/** How often a step was opened in the window; 0 once it was completed in it. */
export function measureRepeatOpen(actions: readonly Action[], now: EpochMs, options: RepeatOpenOptions): SignalReading {
  const recent = recentActions(actions, now - options.withinS * SECOND_MS);
  if (recent.some(options.isDone)) return counted(0, options.atLeast);
  let count = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const action of recent) {
    if (!options.isOpen(action) || action.at - lastAt < options.debounceMs) continue;
    count++;
    lastAt = action.at;
  }
  return counted(count, options.atLeast);
}
