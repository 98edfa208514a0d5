import { expect, test } from "vitest";
import { judgeResultToProactiveTriggerResult, shouldDeliverAfterJudge } from "./judge-delivery.ts";
import { llmJudgeResult } from "./judge-result.ts";
import { proactiveTriggerResult } from "./proactive-trigger-result.ts";

const yes = llmJudgeResult({ send: true, proactiveValidTiming: true, shortUserMessage: " Hello ", reasoning: "why" });
const candidates = [
  proactiveTriggerResult({
    triggerId: "t0",
    metadata: { a: 0 },
    replyOptionLabels: ["L0"],
    interactionTimeoutS: 5,
    cooldownS: 50,
  }),
  proactiveTriggerResult({
    triggerId: "t1",
    metadata: { a: 1, b: 2, judge_reasoning: "old" },
    replyOptionLabels: ["L1"],
  }),
];

test.each([{ send: false }, { proactiveValidTiming: false }, { shortUserMessage: "  " }])("%j keeps quiet", (no) => {
  expect(shouldDeliverAfterJudge({ ...yes, ...no })).toBe(false);
  expect(judgeResultToProactiveTriggerResult({ ...yes, ...no }, candidates)).toBeNull();
});

test("the judge's words with the first candidate's quick replies and timings", () => {
  expect(judgeResultToProactiveTriggerResult(yes, candidates)).toEqual({
    triggerId: "t0",
    body: "Hello",
    replyOptionLabels: ["L0"],
    metadata: {
      a: 0,
      b: 2,
      proactive_valid_timing: true,
      judge_reasoning: "why",
      proactive_intent: "none",
      judge_schema_version: "1.0",
    },
    interactionTimeoutS: 5,
    cooldownS: 50,
  });
});

test("a named trigger brings its own quick replies and timings", () => {
  expect(judgeResultToProactiveTriggerResult(yes, candidates, "t1")).toMatchObject({
    triggerId: "t1",
    replyOptionLabels: ["L1"],
    interactionTimeoutS: 10,
    cooldownS: 30,
  });
  expect(judgeResultToProactiveTriggerResult(yes, candidates, "other")).toMatchObject({
    triggerId: "other",
    replyOptionLabels: ["L0"],
  });
});

test("without candidates the judge speaks for itself", () => {
  expect(judgeResultToProactiveTriggerResult(yes, [])).toMatchObject({ triggerId: "llm_judge", cooldownS: 30 });
  expect(judgeResultToProactiveTriggerResult(yes, [], "")).toMatchObject({ triggerId: "llm_judge" });
  expect(judgeResultToProactiveTriggerResult({ ...yes, shortUserMessage: "x".repeat(200) }, [])?.body).toHaveLength(
    150,
  );
});
