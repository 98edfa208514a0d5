import type { Condition } from "../condition.ts";
import { compares } from "./compares.ts";

/** Met once the path was done to its last required step in this session. */
export function pathDone(pathId: string): Condition {
  return compares(`${pathId} is done`, (gap) => ({ met: gap.isDone(pathId) }));
}
