import type { Attention, EngineInput, EngineStepResult } from "@usher/core";
import type { SessionRecord } from "../ports/store.ts";

/** Nothing to save: a duplicate, or a wake-up that changed nothing (S7). */
export function isUnchanged(
  record: SessionRecord,
  attention: Attention,
  result: EngineStepResult,
  input: EngineInput,
): boolean {
  if (result.effects.length > 0 || result.notes.length > 0) return false;
  if (input.type === "actions" && input.actions.length > result.duplicateCount) return false;
  if (result.state.attention !== attention || (result.wakeAt ?? null) !== record.wakeAt) return false;
  const before = record.snapshot;
  const after = result.state.session;
  return (Object.keys(after) as (keyof typeof after)[]).every((key) => key === "lastNow" || after[key] === before[key]);
}
