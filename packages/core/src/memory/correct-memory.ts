import type { EpochMs } from "../ids.ts";
import type { WorkflowStatus } from "../triggers/memory-view.ts";
import { EMPTY_MEMORY, sortKeys, type UserMemory } from "./user-memory.ts";

/**
 * The person's own word on a workflow. `mastered` holds until they say otherwise; with the others, what was seen before
 * no longer counts and what comes later does. Null forgets the workflow.
 */
export function correctMemory(
  memory: UserMemory,
  workflow: string,
  status: WorkflowStatus | null,
  at: EpochMs,
): UserMemory {
  return { ...memory, corrections: sortKeys({ ...memory.corrections, [workflow]: { status, at } }) };
}

/** Everything up to this moment is forgotten; sessions analysed later do not bring it back. */
export function forgetMemory(memory: UserMemory, at: EpochMs): UserMemory {
  return { ...EMPTY_MEMORY, forgottenAt: Math.max(at, memory.forgottenAt ?? at) };
}
