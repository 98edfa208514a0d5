import { isJsonObject, jsonText } from "../json-values.ts";

/** What help the judge has in mind. */
export type ProactiveIntent = "none" | "assist" | "coaching_tip";

const INTENTS: readonly ProactiveIntent[] = ["none", "assist", "coaching_tip"];

/** A model's verdict on whether a proposal should be delivered, and its words. */
export interface LlmJudgeResult {
  /** Default "1.0". */
  readonly schemaVersion: string;
  /** Only a JSON `true` is true: a model's "yes" must not send anything. */
  readonly send: boolean;
  readonly proactiveValidTiming: boolean;
  readonly shortUserMessage: string;
  readonly reasoning: string;
  readonly proactiveIntent: ProactiveIntent;
}

const DEFAULT_SCHEMA_VERSION = "1.0";

/** Fills in the defaults of everything left out; the default sends nothing. */
export function llmJudgeResult(fields: Partial<LlmJudgeResult> = {}): LlmJudgeResult {
  return {
    schemaVersion: fields.schemaVersion ?? DEFAULT_SCHEMA_VERSION,
    send: fields.send ?? false,
    proactiveValidTiming: fields.proactiveValidTiming ?? false,
    shortUserMessage: fields.shortUserMessage ?? "",
    reasoning: fields.reasoning ?? "",
    proactiveIntent: fields.proactiveIntent ?? "none",
  };
}

const OPENING_FENCE = /^```(?:json)?\s*/i;
const CLOSING_FENCE = /\s*```$/;

/**
 * Reads a model's answer: a JSON object, optionally in a Markdown fence. Never throws; what cannot be read sends
 * nothing and says so in `reasoning` (`invalid_json_from_model`, `judge_payload_not_object`). The message may also be
 * called `what_to_send` or `body`; the first one with text is taken.
 */
export function parseLlmJudgeJson(raw: string): LlmJudgeResult {
  const text = raw.trim();
  if (text === "") return llmJudgeResult();
  const unfenced = text.replace(OPENING_FENCE, "").replace(CLOSING_FENCE, "");
  let data: unknown;
  try {
    data = JSON.parse(unfenced);
  } catch {
    return llmJudgeResult({ reasoning: "invalid_json_from_model" });
  }
  if (!isJsonObject(data)) return llmJudgeResult({ reasoning: "judge_payload_not_object" });
  const message = [data.short_user_message, data.what_to_send, data.body].map((value) => jsonText(value).trim());
  const intent = jsonText(data.proactive_intent).trim();
  return {
    schemaVersion: jsonText(data.schema_version) || DEFAULT_SCHEMA_VERSION,
    send: data.send === true,
    proactiveValidTiming: data.proactive_valid_timing === true,
    shortUserMessage: message.find((candidate) => candidate !== "") ?? "",
    reasoning: jsonText(data.reasoning).trim(),
    proactiveIntent: INTENTS.find((candidate) => candidate === intent) ?? "none",
  };
}
