import { counted } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";
import { compares } from "./compares.ts";

/** Met when a later step of a path was done while a required one is missing; this very one when `stepId` is given. */
export function missedStep(pathId: string, stepId?: string): Condition {
  return compares(`left out ${stepId ?? "a step"} of ${pathId}`, (gap) => {
    const missed = gap.missedSteps(pathId);
    return counted((stepId === undefined ? missed : missed.filter((each) => each === stepId)).length, 1);
  });
}
