import { UsherError } from "../../../errors.ts";
import { registryFromBuiltinSpecs } from "../../../triggers/catalog/builtin-registry.ts";
import { listBuiltinTriggerCatalog } from "../../../triggers/catalog/builtin-trigger-catalog.ts";
import { BUILTIN_SPEC_INVALID_EVENT, resolveBuiltinSpecs } from "../../../triggers/catalog/resolve-builtin-specs.ts";
import { ProactiveTriggerEntity } from "../../../triggers/proactive-trigger-entity.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const builtinCatalog: ConformanceArea = {
  area: "builtin_catalog",
  run(fn, input) {
    try {
      return catalogue(fn, input.specs);
    } catch (error) {
      if (error instanceof UsherError && error.code === BUILTIN_SPEC_INVALID_EVENT) return { error: "SdkConfigError" };
      throw error;
    }
  },
};

function catalogue(fn: string, specs: unknown): unknown {
  switch (fn) {
    case "resolve_builtin_specs":
      return resolveBuiltinSpecs(specs).map((spec) => ({
        id: spec.id,
        name: spec.name,
        description: spec.description,
        interaction_timeout_s: spec.interactionTimeoutS,
        cooldown_s: spec.cooldownS,
        triggering_type: spec.triggeringType,
      }));
    case "registry_from_builtin_specs":
      return registryFromBuiltinSpecs(specs).triggers.map((trigger) => ({
        trigger_id: trigger.triggerId,
        ...(trigger instanceof ProactiveTriggerEntity
          ? { interaction_timeout_s: trigger.timings.interactionTimeoutS, cooldown_s: trigger.timings.cooldownS }
          : {}),
      }));
    case "list_builtin_trigger_catalog":
      return listBuiltinTriggerCatalog().map((entry) => ({
        id: entry.id,
        default_interaction_timeout_s: entry.defaultInteractionTimeoutS,
        default_cooldown_s: entry.defaultCooldownS,
        default_triggering_type: entry.defaultTriggeringType,
      }));
    default:
      return unknownFunction(fn);
  }
}
