import { type ActionFilter, actionFilter, describeFilter, filtersDetected } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";

/** Met once a matching action is anywhere in the session, however long ago: the user knows the feature. */
export function discovered(filter: ActionFilter): Condition {
  const matches = actionFilter(filter);
  const words = `already used ${describeFilter(filter)}`;
  return needingDetectors(filtersDetected(filter), ({ actions, seen = [] }) => ({
    condition: words,
    met: actions.some(matches) || seen.some(matches),
  }));
}
