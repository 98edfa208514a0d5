import { UsherError } from "../errors.ts";
import { asObject, type JsonObject } from "../json-object.ts";
import {
  criteriaFromDict,
  criteriaToDict,
  invalidTriggerConfig,
  type ProactiveCriteria,
  requiredText,
} from "./criteria.ts";
import { type TriggerMessage, triggerMessageFromDict, triggerMessageToDict } from "./trigger-message.ts";

/** A trigger as a product configures it: when it fires, and the chips it offers. */
export interface ProactiveTriggerConfig {
  readonly id: string;
  readonly name: string;
  readonly proactiveCriteria: ProactiveCriteria;
  /** One to three chips. */
  readonly messages: readonly TriggerMessage[];
}

/** More chips than this are not read by anybody. */
const MAX_MESSAGES = 3;

/** Reads one trigger; throws with the path of the first fault. */
export function triggerConfigFromDict(value: unknown): ProactiveTriggerConfig {
  const fields = asObject(value);
  if (!fields) throw invalidTriggerConfig("", "must be an object");
  const { messages } = fields;
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > MAX_MESSAGES) {
    throw invalidTriggerConfig("messages", `must be a list of 1 to ${MAX_MESSAGES} chips`);
  }
  return {
    id: requiredText(fields, "id", ""),
    name: requiredText(fields, "name", "", "blank-allowed"),
    proactiveCriteria: criteriaFromDict(fields.proactive_criteria, "proactive_criteria"),
    messages: messages.map((message, index) => triggerMessageFromDict(message, `messages[${index}]`)),
  };
}

export function triggerConfigToDict(config: ProactiveTriggerConfig): JsonObject {
  return {
    id: config.id,
    name: config.name,
    proactive_criteria: criteriaToDict(config.proactiveCriteria),
    messages: config.messages.map(triggerMessageToDict),
  };
}

/**
 * The triggers of a product's configuration, the list under `proactive_intercom`. An entry that cannot be used is
 * skipped and told to `onSkipped`, so one mistake does not silence the others.
 */
export function parseProactiveTriggerConfigs(
  integrationConfig: unknown,
  onSkipped?: (index: number, problem: UsherError) => void,
): readonly ProactiveTriggerConfig[] {
  const list = asObject(integrationConfig)?.proactive_intercom;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, index) => {
    try {
      return [triggerConfigFromDict(entry)];
    } catch (error) {
      if (!(error instanceof UsherError)) throw error;
      onSkipped?.(index, error);
      return [];
    }
  });
}

/** The first trigger whose outermost criterion has this id. */
export function findTriggerConfigByCriteria(
  configs: readonly ProactiveTriggerConfig[],
  criteriaId: string,
): ProactiveTriggerConfig | null {
  return configs.find((config) => config.proactiveCriteria.id === criteriaId) ?? null;
}
