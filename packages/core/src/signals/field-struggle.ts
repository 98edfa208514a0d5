import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab, recentActions } from "./recent-actions.ts";
import type { SignalReading } from "./signal-reading.ts";
import { targetKey } from "./target-key.ts";

export interface FieldStruggleParams {
  /** Times the same field was refused. */
  readonly invalidTimes: number;
  /** Times the same field was emptied and typed again. */
  readonly retypedTimes: number;
  readonly withinS: number;
}

interface FieldTally {
  invalid: number;
  retyped: number;
  /** Whether the field is still as the user cannot leave it. */
  unsolved: boolean;
}

/**
 * The worst field of the current page. A refused field that was then accepted, and any field of a form that was sent,
 * is solved; search boxes are retyped by nature.
 */
export function measureFieldStruggle(
  actions: readonly Action[],
  now: EpochMs,
  params: FieldStruggleParams,
): SignalReading {
  const tab = actionsOfTab(recentActions(actions, now - params.withinS * SECOND_MS));
  const page = tab.findLast((action) => action.url !== "")?.canonicalUrl;
  const fields = new Map<string, FieldTally>();
  for (const action of tab) {
    if (action.canonicalUrl !== page) continue;
    // A sent form that is refused says so in the `change` events that follow.
    if (action.type === "submit") for (const tally of fields.values()) tally.unsolved = false;
    if (action.type !== "change") continue;
    const key = targetKey(action);
    if (key === "") continue;
    const tally = fields.get(key) ?? { invalid: 0, retyped: 0, unsolved: true };
    const { invalid, cleared } = action.properties ?? {};
    if (invalid === true) tally.invalid++;
    if (typeof cleared === "number" && action.target?.role !== "searchbox") tally.retyped += cleared;
    tally.unsolved = invalid === true || (invalid !== false && tally.unsolved) || tally.retyped >= params.retypedTimes;
    fields.set(key, tally);
  }
  return worst(fields.values(), params);
}

function worst(tallies: Iterable<FieldTally>, { invalidTimes, retypedTimes }: FieldStruggleParams): SignalReading {
  let reading: SignalReading = { met: false, value: 0, threshold: invalidTimes };
  for (const { invalid, retyped, unsolved } of tallies) {
    const met = unsolved && (invalid >= invalidTimes || retyped >= retypedTimes);
    const byRetyping = invalid < invalidTimes && retyped / retypedTimes > invalid / invalidTimes;
    const value = byRetyping ? retyped : invalid;
    const threshold = byRetyping ? retypedTimes : invalidTimes;
    if ((met && !reading.met) || (met === reading.met && value / threshold > reading.value / reading.threshold)) {
      reading = { met, value, threshold };
    }
  }
  return reading;
}
