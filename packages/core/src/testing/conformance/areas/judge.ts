import { judgeResultToProactiveTriggerResult, shouldDeliverAfterJudge } from "../../../triggers/judge-delivery.ts";
import { type LlmJudgeResult, llmJudgeResult, parseLlmJudgeJson } from "../../../triggers/judge-result.ts";
import { truncateProactiveBody } from "../../../triggers/proactive-body.ts";
import { parseProactiveTriggerResult } from "../../../triggers/proactive-trigger-result.ts";
import { attachTriggeringType, partitionResultsByTriggeringType } from "../../../triggers/triggering-type.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { given, observedResult } from "./context-input.ts";

export const judge: ConformanceArea = {
  area: "judge",
  run(fn, input) {
    const results = ((input.results ?? input.candidates ?? []) as readonly unknown[]).map(parseProactiveTriggerResult);
    switch (fn) {
      case "validate_or_truncate_proactive_body":
        return truncateProactiveBody((input.text ?? "") as string, input.max_chars as number | undefined);
      case "parse_llm_judge_json":
        return observedJudge(parseLlmJudgeJson((input.raw ?? "") as string));
      case "should_deliver_after_judge":
        return shouldDeliverAfterJudge(inputJudge(input.judge));
      case "judge_result_to_proactive_trigger_result": {
        const primary = input.primary_trigger_id as string | null | undefined;
        return observedResult(judgeResultToProactiveTriggerResult(inputJudge(input.judge), results, primary));
      }
      case "partition_results_by_triggering_type": {
        const { instant, gated } = partitionResultsByTriggeringType(results);
        const indices = (part: typeof instant): readonly number[] => part.map((result) => results.indexOf(result));
        return { instant: indices(instant), gated: indices(gated) };
      }
      case "attach_triggering_type":
        return observedResult(
          attachTriggeringType(parseProactiveTriggerResult(input.result), input.triggering_type as string),
        );
      default:
        return unknownFunction(fn);
    }
  },
};

function inputJudge(value: unknown): LlmJudgeResult {
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  return llmJudgeResult({
    ...given("schemaVersion", fields.schema_version as string | undefined),
    ...given("send", fields.send as boolean | undefined),
    ...given("proactiveValidTiming", fields.proactive_valid_timing as boolean | undefined),
    ...given("shortUserMessage", fields.short_user_message as string | undefined),
    ...given("reasoning", fields.reasoning as string | undefined),
    ...given("proactiveIntent", fields.proactive_intent as LlmJudgeResult["proactiveIntent"] | undefined),
  });
}

function observedJudge(result: LlmJudgeResult): unknown {
  return {
    schema_version: result.schemaVersion,
    send: result.send,
    proactive_valid_timing: result.proactiveValidTiming,
    short_user_message: result.shortUserMessage,
    reasoning: result.reasoning,
    proactive_intent: result.proactiveIntent,
  };
}
