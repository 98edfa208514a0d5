import { isDeed } from "../../signals/deeds.ts";
import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";

/** Met when the latest thing the user did, by event time, fits; arrival order and the page's own reports never matter. */
export function latestAction(filter: ActionFilter): Condition {
  const matches = actionFilter(filter);
  const words = `latest action is ${describeFilter(filter)}`;
  return needingDetectors(filtersDetected(filter), ({ actions }) => {
    const latest = actions.findLast(isDeed);
    return { condition: words, met: latest !== undefined && matches(latest) };
  });
}
