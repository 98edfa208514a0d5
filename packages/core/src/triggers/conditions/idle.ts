import { SECOND_MS } from "../../ids.ts";
import { activeTime, reachedAt } from "../../signals/active-time.ts";
import { isDeed } from "../../signals/deeds.ts";
import type { Condition } from "../condition.ts";
import { measured } from "./measured.ts";

/** Met when the user has done nothing for so many seconds, in a tab that is in front. */
export function idle({ forS }: { readonly forS: number }): Condition {
  return measured(`nothing done for ${forS} s`, (actions, now) => {
    const last = actions.findLast(isDeed);
    if (last === undefined) return { met: false, value: 0, threshold: forS };
    const time = activeTime(actions, last.at, now, { awayCounts: true });
    const recheckAt = reachedAt(time, forS * SECOND_MS, now);
    const value = time.ms / SECOND_MS;
    return { met: value >= forS, value, threshold: forS, ...(recheckAt === undefined ? {} : { recheckAt }) };
  });
}
