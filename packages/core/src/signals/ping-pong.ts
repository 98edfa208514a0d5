import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";
import { visits } from "./visits.ts";

export interface PingPongParams {
  /** Returns (A → B → A is one) between the same two pages. */
  readonly minCycles: number;
  readonly withinS: number;
}

/** How often the user went straight back, counted from the latest page as long as it is the same two pages. */
export function measurePingPong(actions: readonly Action[], now: EpochMs, params: PingPongParams): SignalReading {
  const from = now - params.withinS * SECOND_MS;
  const stays = visits(actionsOfTab(actions));
  let count = 0;
  for (let index = stays.length - 1; index >= 2; index--) {
    const [first, between, last] = [stays[index - 2], stays[index - 1], stays[index]];
    if (first === undefined || between === undefined || last === undefined) break;
    if (first.canonicalUrl !== last.canonicalUrl || between.enteredAt < from) break;
    if (between.actions.some(({ type }) => type === "submit")) break;
    count++;
  }
  return counted(count, params.minCycles);
}
