import { counted } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";
import { remembers } from "./remembers.ts";

/** Met when the latest attempt at a workflow got at least so far, 0 to 1. */
export function completionAtLeast(workflow: string, share: number): Condition {
  return remembers(`${workflow} done to at least ${Math.round(share * 100)} %`, (memory) =>
    counted(memory.completionOf(workflow), share),
  );
}
