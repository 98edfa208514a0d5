import { distinctEntities } from "../../signals/distinct-entities.ts";
import { counted } from "../../signals/signal-reading.ts";
import { type ActionFilter, actionFilter, describeFilter } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";
import { measured } from "./measured.ts";

export interface Distinct extends ActionFilter {
  /** Different records. */
  readonly atLeast: number;
  readonly withinS: number;
}

/** Met when matching actions happened on so many different records (rows, pages of one kind) in the last `withinS` seconds. */
export function distinct(options: Distinct): Condition {
  const matches = actionFilter(options);
  const { atLeast, withinS } = options;
  const words = `${describeFilter(options)} on at least ${atLeast} different records within ${withinS} s`;
  return needingDetectors(
    true,
    measured(words, (actions, now) => counted(distinctEntities(actions, now, matches, withinS).size, atLeast)),
  );
}
