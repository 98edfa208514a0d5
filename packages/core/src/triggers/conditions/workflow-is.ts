import type { Condition } from "../condition.ts";
import type { WorkflowStatus } from "../memory-view.ts";
import { remembers } from "./remembers.ts";

/** Met when the user has mastered a workflow, is in the middle of it, or never touched it. */
export function workflowIs(workflow: string, status: WorkflowStatus): Condition {
  return remembers(`${workflow} is ${status.replace("_", " ")}`, (memory) => ({
    met: memory.statusOf(workflow) === status,
  }));
}
