import { counted } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";
import { remembers } from "./remembers.ts";

/** Met when the user began a workflow at least so often. */
export function attemptsAtLeast(workflow: string, attempts: number): Condition {
  return remembers(`${workflow} begun at least ${attempts} times`, (memory) =>
    counted(memory.attemptsOf(workflow), attempts),
  );
}
