import { SECOND_MS } from "../../ids.ts";
import { recentActions } from "../../signals/recent-actions.ts";
import { counted } from "../../signals/signal-reading.ts";
import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";
import { measured } from "./measured.ts";

export interface Sequence {
  /** In this order; other actions may lie between. */
  readonly steps: readonly ActionFilter[];
  /** Length of the trailing window that holds all of them, seconds. */
  readonly withinS: number;
}

/** Met when the steps happened one after another in the last `withinS` seconds. Measures how many of them did. */
export function sequence({ steps, withinS }: Sequence): Condition {
  const matches = steps.map(actionFilter);
  const words = `${steps.map(describeFilter).join(", then ")} within ${withinS} s`;
  const found = measured(words, (actions, now) => {
    let done = 0;
    for (const action of recentActions(actions, now - withinS * SECOND_MS)) {
      if (matches[done]?.(action) === true) done++;
    }
    return counted(done, steps.length);
  });
  return needingDetectors(filtersDetected(...steps), found);
}
