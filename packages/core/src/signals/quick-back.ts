import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { activeTime } from "./active-time.ts";
import { actionsOfTab } from "./recent-actions.ts";
import type { SignalReading } from "./signal-reading.ts";
import { visits } from "./visits.ts";

export interface QuickBackParams {
  /** A stay shorter than this was a wrong turn: active seconds. */
  readonly underS: number;
  /** How long after the return it stays worth an offer. */
  readonly freshS: number;
}

/** How long the user stayed on the page they have just returned from: A → B → A with nothing done on B. */
export function measureQuickBack(actions: readonly Action[], now: EpochMs, params: QuickBackParams): SignalReading {
  const stays = visits(actionsOfTab(actions));
  const [before, between, current] = stays.slice(-3);
  const none: SignalReading = { met: false, value: 0, threshold: params.underS };
  if (before === undefined || between === undefined || current === undefined) return none;
  if (before.canonicalUrl !== current.canonicalUrl) return none;
  const stayedMs = activeTime(between.actions, between.enteredAt, current.enteredAt).ms;
  const used = between.actions.some(({ type }) => type === "change" || type === "submit");
  const fresh = now - current.enteredAt <= params.freshS * SECOND_MS;
  return {
    met: fresh && !used && stayedMs < params.underS * SECOND_MS,
    value: stayedMs / SECOND_MS,
    threshold: params.underS,
  };
}
