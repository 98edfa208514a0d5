import { measurePageDwell } from "../../signals/page-dwell.ts";
import type { Condition } from "../condition.ts";
import { measured } from "./measured.ts";

export interface Dwell {
  /** Time on the page the user is on, seconds. */
  readonly forS: number;
  /** More actions there than this are exploration. Default: any number. */
  readonly maxActions?: number;
  /** Count time without any input too. Default false: from 30 s without input on the user may be elsewhere. */
  readonly awayCounts?: boolean;
}

/** Met at the moment the user has been on the current page for so long; a hidden tab never counts. */
export function dwell({ forS, maxActions, awayCounts = false }: Dwell): Condition {
  const few = maxActions === undefined ? "" : ` with at most ${maxActions} actions`;
  const words = `on this page for ${forS} s${few}`;
  return measured(words, (actions, now) =>
    measurePageDwell(actions, now, { thresholdS: forS, maxActions, awayCounts }),
  );
}
