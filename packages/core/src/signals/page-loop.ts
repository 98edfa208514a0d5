import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";
import { visits } from "./visits.ts";

export interface PageLoopParams {
  /** Times the user came to the same page. */
  readonly entries: number;
  readonly withinS: number;
}

/** How often the user came to the page they are on; sending a form on the way is progress and starts the count anew. */
export function measurePageLoop(actions: readonly Action[], now: EpochMs, params: PageLoopParams): SignalReading {
  const stays = visits(actionsOfTab(actions));
  const current = stays.at(-1)?.canonicalUrl;
  let count = 0;
  for (const { canonicalUrl, enteredAt, actions: during } of stays) {
    if (during.some(({ type }) => type === "submit")) count = 0;
    else if (canonicalUrl === current && enteredAt >= now - params.withinS * SECOND_MS) count++;
  }
  return counted(count, params.entries);
}
