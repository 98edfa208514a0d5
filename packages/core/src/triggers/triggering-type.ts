import type { ProactiveTriggerResult } from "./proactive-trigger-result.ts";

/** Whether a result may be delivered at once or must be confirmed by a model first. */
export type TriggeringType = "instant_trigger" | "llm_judge_validation";

export const TRIGGERING_TYPES: readonly TriggeringType[] = ["instant_trigger", "llm_judge_validation"];

/** Key of the triggering type in a result's metadata. */
export const TRIGGERING_TYPE_KEY = "triggering_type";

/** The result with this triggering type, whatever it said before. */
export function attachTriggeringType(result: ProactiveTriggerResult, type: string): ProactiveTriggerResult {
  return { ...result, metadata: { ...result.metadata, [TRIGGERING_TYPE_KEY]: type } };
}

export interface PartitionedResults {
  readonly instant: readonly ProactiveTriggerResult[];
  /** Everything that is not explicitly instant: an unknown type must not skip the judge. */
  readonly gated: readonly ProactiveTriggerResult[];
}

/** Splits results by triggering type, keeping their order. */
export function partitionResultsByTriggeringType(results: readonly ProactiveTriggerResult[]): PartitionedResults {
  const instant: ProactiveTriggerResult[] = [];
  const gated: ProactiveTriggerResult[] = [];
  for (const result of results) {
    (result.metadata[TRIGGERING_TYPE_KEY] === "instant_trigger" ? instant : gated).push(result);
  }
  return { instant, gated };
}
