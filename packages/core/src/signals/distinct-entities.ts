import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { entityOf } from "./entity.ts";

/** A filter that was compiled. */
export type Matches = (action: Action) => boolean;

/** The different records on which a matching action happened in the last `withinMs`. */
export function distinctEntities(
  actions: readonly Action[],
  now: EpochMs,
  matches: Matches,
  withinS: number,
): ReadonlyMap<string, number> {
  const from = now - withinS * SECOND_MS;
  const counts = new Map<string, number>();
  let since = 0;
  actions.forEach((action, index) => {
    if (!matches(action)) return;
    const entity = action.at < from ? undefined : entityOf(actions, index, since);
    since = index + 1;
    if (entity !== undefined) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  });
  return counts;
}
