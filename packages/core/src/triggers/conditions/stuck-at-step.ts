import { measureStall } from "../../signals/stalled-for.ts";
import type { Condition } from "../condition.ts";
import { compares } from "./compares.ts";

export interface StuckAtStep {
  readonly path: string;
  /** Active time at one step, seconds. */
  readonly forS: number;
  /** Fewer actions than this since the step before mean reading. */
  readonly minActions: number;
}

/** Met when the user is at one step of a path for so long and keeps trying. */
export function stuckAtStep({ path, forS, minActions }: StuckAtStep): Condition {
  const words = `at one step of ${path} for ${forS} s, trying at least ${minActions} times`;
  return compares(words, (gap, { actions, now }) => {
    const current = gap.currentStep(path);
    if (current === null) return { met: false, value: 0, threshold: forS };
    return measureStall(actions, now, { since: current.enteredAt, forS, minActions });
  });
}
