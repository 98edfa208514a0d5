import type { Condition } from "../condition.ts";
import { compares } from "./compares.ts";

/** Met while the user is in the middle of a path; at one step of it when `stepId` is given. */
export function atStep(pathId: string, stepId?: string): Condition {
  const words = stepId === undefined ? `in the middle of ${pathId}` : `at step ${stepId} of ${pathId}`;
  return compares(words, (gap) => {
    const current = gap.currentStep(pathId);
    return { met: current !== null && (stepId === undefined || current.stepId === stepId) };
  });
}
