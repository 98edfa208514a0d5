import { SECOND_MS } from "../../ids.ts";
import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";

export interface CountWithin extends ActionFilter {
  readonly atLeast: number;
  /** Length of the trailing window, seconds. */
  readonly withinS: number;
}

/** Met when at least so many matching actions happened in the last `withinS` seconds of event time. */
export function countWithin(options: CountWithin): Condition {
  const matches = actionFilter(options);
  const words = `at least ${options.atLeast} × ${describeFilter(options)} within ${options.withinS} s`;
  return needingDetectors(filtersDetected(options), ({ actions, now }) => {
    const from = now - options.withinS * SECOND_MS;
    let value = 0;
    for (let index = actions.length - 1; index >= 0; index--) {
      const action = actions[index];
      if (action === undefined || action.at < from) break;
      if (matches(action)) value++;
    }
    return { condition: words, met: value >= options.atLeast, value, threshold: options.atLeast };
  });
}
