import type { Condition } from "../condition.ts";
import { compares } from "./compares.ts";

/** Met while a path is being followed: some step of it was done, and not yet the last. */
export function pathBegun(pathId: string): Condition {
  return compares(`has begun ${pathId}`, (gap) => ({ met: gap.currentStep(pathId) !== null }));
}
