import { describe, expect, test } from "vitest";
import { llmJudgeResult, parseLlmJudgeJson } from "./judge-result.ts";

const json = '{"send": true, "proactive_valid_timing": true, "short_user_message": "Want a hand?"}';
const read = llmJudgeResult({ send: true, proactiveValidTiming: true, shortUserMessage: "Want a hand?" });

describe("parseLlmJudgeJson", () => {
  test.each([
    json,
    `  ${json}\n`,
    `\`\`\`json\n${json}\n\`\`\``,
    `\`\`\`JSON ${json}\`\`\``,
    `\`\`\`\n${json}`,
    `${json}\n\`\`\``,
  ])("reads %j", (raw) => expect(parseLlmJudgeJson(raw)).toEqual(read));

  test.each([
    ["", ""],
    ["  ", ""],
    ["not json", "invalid_json_from_model"],
    [`Here you go: ${json}`, "invalid_json_from_model"],
    [`${json} trailing`, "invalid_json_from_model"],
    ["```json\n```", "invalid_json_from_model"],
    ['{"send": true, "score": NaN}', "invalid_json_from_model"],
    ["5", "judge_payload_not_object"],
    ["[]", "judge_payload_not_object"],
    ["null", "judge_payload_not_object"],
  ])("%j sends nothing: %j", (raw, reasoning) => expect(parseLlmJudgeJson(raw)).toEqual(llmJudgeResult({ reasoning })));

  test.each(['"true"', "1", "0", "null", '"yes"'])("send: %s is not true", (value) => {
    expect(parseLlmJudgeJson(`{"send": ${value}, "proactive_valid_timing": ${value}}`)).toMatchObject({
      send: false,
      proactiveValidTiming: false,
    });
  });

  test.each([
    [{ short_user_message: "  short ", what_to_send: "what", body: "body" }, "short"],
    [{ short_user_message: " ", what_to_send: "what", body: "body" }, "what"],
    [{ short_user_message: null, what_to_send: "", body: "body" }, "body"],
    [{ short_user_message: 7 }, "7"],
    [{ short_user_message: ["x"] }, ""],
  ])("message of %j is %j", (fields, message) => {
    expect(parseLlmJudgeJson(JSON.stringify(fields)).shortUserMessage).toBe(message);
  });

  test.each([
    ["assist", "assist"],
    [" assist ", "assist"],
    ["coaching_tip", "coaching_tip"],
    ["ASSIST", "none"],
    ["other", "none"],
    [null, "none"],
  ])("intent %j is %s", (intent, expected) => {
    expect(parseLlmJudgeJson(JSON.stringify({ proactive_intent: intent })).proactiveIntent).toBe(expected);
  });
});
