import { type ActionFilter, actionFilter, describeFilter } from "../action-filter.ts";
import type { Condition } from "../condition.ts";

/** Met when the latest action by event time fits; arrival order never matters. */
export function latestAction(filter: ActionFilter): Condition {
  const matches = actionFilter(filter);
  const words = `latest action is ${describeFilter(filter)}`;
  return ({ actions }) => {
    const latest = actions.at(-1);
    return { condition: words, met: latest !== undefined && matches(latest) };
  };
}
