import { criteriaFromDict, criteriaToDict } from "../../../triggers/criteria.ts";
import {
  findTriggerConfigByCriteria,
  parseProactiveTriggerConfigs,
  triggerConfigFromDict,
  triggerConfigToDict,
} from "../../../triggers/proactive-trigger-config.ts";
import { triggerMessageFromDict, triggerMessageToDict } from "../../../triggers/trigger-message.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const triggerConfig: ConformanceArea = {
  area: "trigger_config",
  run(fn, input) {
    switch (fn) {
      case "criteria_from_dict":
        return criteriaToDict(criteriaFromDict(input.data));
      case "trigger_message_from_dict":
        return triggerMessageToDict(triggerMessageFromDict(input.data));
      case "trigger_config_from_dict":
        return triggerConfigToDict(triggerConfigFromDict(input.data));
      case "parse_proactive_trigger_configs":
        return parseAndFind(input.integration_config, input.find as string | undefined);
      default:
        return unknownFunction(fn);
    }
  },
};

function parseAndFind(config: unknown, find: string | undefined): unknown {
  const parsed = parseProactiveTriggerConfigs(config);
  const configs = parsed.map(triggerConfigToDict);
  if (find === undefined) return { configs };
  const found = findTriggerConfigByCriteria(parsed, find);
  return { configs, found: found && triggerConfigToDict(found) };
}
