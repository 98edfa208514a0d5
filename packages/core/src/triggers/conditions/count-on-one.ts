import { distinctEntities } from "../../signals/distinct-entities.ts";
import { counted } from "../../signals/signal-reading.ts";
import { type ActionFilter, actionFilter, describeFilter } from "../action-filter.ts";
import { type Condition, needingDetectors } from "../condition.ts";
import { measured } from "./measured.ts";

export interface CountOnOne extends ActionFilter {
  readonly atLeast: number;
  readonly withinS: number;
}

/** Met when so many matching actions happened on one and the same record in the last `withinS` seconds. */
export function countOnOne(options: CountOnOne): Condition {
  const matches = actionFilter(options);
  const { atLeast, withinS } = options;
  const words = `at least ${atLeast} × ${describeFilter(options)} on one record within ${withinS} s`;
  const found = measured(words, (actions, now) => {
    const counts = distinctEntities(actions, now, matches, withinS).values();
    return counted(Math.max(0, ...counts), atLeast);
  });
  return needingDetectors(true, found);
}
