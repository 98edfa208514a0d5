import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab, recentActions } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";
import { targetKey } from "./target-key.ts";

export interface DeadClickParams {
  /** Dead clicks on one control that are worth an offer. */
  readonly atLeast: number;
  readonly withinS: number;
}

/** The most clicks without any effect that one control of the current page got; the page finds them (`dead_click`). */
export function measureDeadClick(actions: readonly Action[], now: EpochMs, params: DeadClickParams): SignalReading {
  const recent = actionsOfTab(recentActions(actions, now - params.withinS * SECOND_MS));
  const page = recent.findLast((action) => action.url !== "")?.canonicalUrl;
  const counts = new Map<string, Set<string>>();
  for (const action of recent) {
    if (action.type !== "dead_click" || action.canonicalUrl !== page) continue;
    const key = targetKey(action);
    const clicks = counts.get(key) ?? new Set();
    clicks.add(String(action.properties?.click_id ?? action.id));
    counts.set(key, clicks);
  }
  const most = Math.max(0, ...Array.from(counts.values(), (clicks) => clicks.size));
  return counted(most, params.atLeast);
}
