import type { Action } from "../../actions/action.ts";
import type { EpochMs } from "../../ids.ts";
import { SECOND_MS } from "../../ids.ts";
import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, type ConditionResult, needingDetectors } from "../condition.ts";

export interface Without extends ActionFilter {
  /** How long it must not have happened, seconds. */
  readonly withinS: number;
  /**
   * Count from the latest such action: met when it was not followed by the absent one in time. Without it: the trailing
   * window.
   */
  readonly after?: ActionFilter;
}

/** Met by absence: no matching action in the last `withinS` seconds, or none within them after another action. */
export function without(options: Without): Condition {
  const matches = actionFilter(options);
  const { withinS, after } = options;
  const words = `no ${describeFilter(options)} ${after === undefined ? "in" : `after ${describeFilter(after)} for`} ${withinS} s`;
  if (after === undefined) {
    return needingDetectors(filtersDetected(options), ({ actions, now }) =>
      since(words, actions.findLast(matches)?.at, withinS, now),
    );
  }
  const isStart = actionFilter(after);
  return needingDetectors(filtersDetected(options, after), ({ actions, now }) =>
    follow(words, actions, isStart, matches, withinS, now),
  );
}

/** An action exactly `withinS` ago is still inside the window, as everywhere. */
function since(words: string, lastAt: EpochMs | undefined, withinS: number, now: EpochMs): ConditionResult {
  if (lastAt === undefined) return { condition: words, met: true };
  const metAt = lastAt + withinS * SECOND_MS + 1;
  const met = now >= metAt;
  const value = (now - lastAt) / SECOND_MS;
  return { condition: words, met, value, threshold: withinS, ...(met ? {} : { recheckAt: metAt }) };
}

function follow(
  words: string,
  actions: readonly Action[],
  isStart: (action: Action) => boolean,
  isAbsent: (action: Action) => boolean,
  withinS: number,
  now: EpochMs,
): ConditionResult {
  const start = actions.findLastIndex(isStart);
  const startAt = actions[start]?.at;
  if (startAt === undefined) return { condition: words, met: false };
  const value = (now - startAt) / SECOND_MS;
  const happened = actions.some((action, index) => index > start && isAbsent(action));
  if (happened) return { condition: words, met: false, value, threshold: withinS };
  const met = value >= withinS;
  const recheckAt = startAt + withinS * SECOND_MS;
  return { condition: words, met, value, threshold: withinS, ...(met ? {} : { recheckAt }) };
}
