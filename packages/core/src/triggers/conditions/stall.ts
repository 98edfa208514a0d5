import { measureStall } from "../../signals/stalled-for.ts";
import { currentVisit } from "../../signals/visits.ts";
import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";
import { measured } from "./measured.ts";

export interface Stall {
  /** Active time without progress, seconds. */
  readonly forS: number;
  /** What progress looks like; it starts the time anew. */
  readonly progress: ActionFilter;
  /** Fewer actions than this since then mean reading. Default 3. */
  readonly minActions?: number;
}

/** Met when the user keeps trying on the current page and makes no progress for so long. */
export function stall({ forS, progress, minActions = 3 }: Stall): Condition {
  const isProgress = actionFilter(progress);
  const words = `no ${describeFilter(progress)} for ${forS} s while trying`;
  const found = measured(words, (actions, now) => {
    const visit = currentVisit(actions);
    if (visit === undefined) return { met: false, value: 0, threshold: forS };
    const since = visit.actions.findLast(isProgress)?.at ?? visit.enteredAt;
    return measureStall(actions, now, { since, forS, minActions });
  });
  return needingDetectors(filtersDetected(progress), found);
}
