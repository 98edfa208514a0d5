import { isJsonObject, jsonNumber, jsonText } from "../json-values.ts";
import type { ProactiveTriggerContext } from "./proactive-trigger-context.ts";
import { DEFAULT_COOLDOWN_S, DEFAULT_INTERACTION_TIMEOUT_S } from "./proactive-trigger-timings.ts";

/** What a trigger says when it fires. Delivering it is the caller's business, and so is enforcing the cooldown. */
export interface ProactiveTriggerResult {
  readonly triggerId: string;
  /** Text to show; the built-ins keep it within `PROACTIVE_BODY_MAX_CHARS` code points. */
  readonly body: string;
  /** Labels of quick replies, in order. Default none. */
  readonly replyOptionLabels: readonly string[];
  /** For analytics and debugging; keys are snake_case, as on the wire. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Seconds. Default 10. */
  readonly interactionTimeoutS: number;
  /** Seconds. Default 30. */
  readonly cooldownS: number;
}

/** A rule over one moment of one session. Returns null when it has nothing to say. */
export interface ProactiveTrigger {
  readonly triggerId: string;
  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null;
}

export type ProactiveTriggerResultFields = Pick<ProactiveTriggerResult, "triggerId"> & Partial<ProactiveTriggerResult>;

/** Fills in the defaults of everything left out. */
export function proactiveTriggerResult(fields: ProactiveTriggerResultFields): ProactiveTriggerResult {
  return {
    triggerId: fields.triggerId,
    body: fields.body ?? "",
    replyOptionLabels: fields.replyOptionLabels ?? [],
    metadata: fields.metadata ?? {},
    interactionTimeoutS: fields.interactionTimeoutS ?? DEFAULT_INTERACTION_TIMEOUT_S,
    cooldownS: fields.cooldownS ?? DEFAULT_COOLDOWN_S,
  };
}

/** The wire form, snake_case. */
export function proactiveTriggerResultToWire(result: ProactiveTriggerResult): Record<string, unknown> {
  return {
    trigger_id: result.triggerId,
    body: result.body,
    reply_option_labels: [...result.replyOptionLabels],
    metadata: { ...result.metadata },
    interaction_timeout_s: result.interactionTimeoutS,
    cooldown_s: result.cooldownS,
  };
}

/** Reads the wire form; what is missing or unusable gets its default. */
export function parseProactiveTriggerResult(data: unknown): ProactiveTriggerResult {
  const row = isJsonObject(data) ? data : {};
  const labels: unknown = row.reply_option_labels;
  return {
    triggerId: jsonText(row.trigger_id),
    body: jsonText(row.body),
    replyOptionLabels: Array.isArray(labels) ? labels.map(jsonText) : [],
    metadata: isJsonObject(row.metadata) ? row.metadata : {},
    interactionTimeoutS: jsonNumber(row.interaction_timeout_s) ?? DEFAULT_INTERACTION_TIMEOUT_S,
    cooldownS: jsonNumber(row.cooldown_s) ?? DEFAULT_COOLDOWN_S,
  };
}
