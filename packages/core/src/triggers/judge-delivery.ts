import type { LlmJudgeResult } from "./judge-result.ts";
import { truncateProactiveBody } from "./proactive-body.ts";
import { type ProactiveTriggerResult, proactiveTriggerResult } from "./proactive-trigger-result.ts";

/** Id of a judged result when no trigger proposed anything. */
export const TRIGGER_ID_LLM_JUDGE = "llm_judge";

/** Keys that a judged result adds to its metadata. */
export const META_PROACTIVE_VALID_TIMING = "proactive_valid_timing";
export const META_JUDGE_REASONING = "judge_reasoning";
export const META_PROACTIVE_INTENT = "proactive_intent";
export const META_JUDGE_SCHEMA_VERSION = "judge_schema_version";

/** Whether the judge wants it sent, finds the moment right and gives words. */
export function shouldDeliverAfterJudge(judge: LlmJudgeResult): boolean {
  return judge.send && judge.proactiveValidTiming && judge.shortUserMessage.trim() !== "";
}

/**
 * The judge's words as a result, or null when nothing should be delivered. Quick replies and timings come from the
 * candidate called `primaryTriggerId`, else from the first one, so that they belong to the trigger the result names;
 * metadata of all candidates is joined, earlier ones winning, and the judge's own keys replace what is there.
 */
export function judgeResultToProactiveTriggerResult(
  judge: LlmJudgeResult,
  candidates: readonly ProactiveTriggerResult[],
  primaryTriggerId: string | null = null,
): ProactiveTriggerResult | null {
  if (!shouldDeliverAfterJudge(judge)) return null;
  const named = primaryTriggerId ? candidates.find((candidate) => candidate.triggerId === primaryTriggerId) : undefined;
  const source = named ?? candidates[0];
  const triggerId = primaryTriggerId || source?.triggerId || TRIGGER_ID_LLM_JUDGE;
  const metadata: Record<string, unknown> = Object.assign(
    {},
    ...candidates.map((candidate) => candidate.metadata).reverse(),
  );
  metadata[META_PROACTIVE_VALID_TIMING] = judge.proactiveValidTiming;
  metadata[META_JUDGE_REASONING] = judge.reasoning;
  metadata[META_PROACTIVE_INTENT] = judge.proactiveIntent;
  metadata[META_JUDGE_SCHEMA_VERSION] = judge.schemaVersion;
  return proactiveTriggerResult({
    ...source,
    triggerId,
    body: truncateProactiveBody(judge.shortUserMessage),
    metadata,
  });
}
