import { UsherError } from "../../errors.ts";
import { TRIGGER_ID_CANONICAL_URL_PING_PONG } from "../builtin/proactive-trigger-ids.ts";
import { ProactiveTriggerEntity } from "../proactive-trigger-entity.ts";
import { ProactiveTriggerRegistry, type ProactiveTriggerRegistryOptions } from "../proactive-trigger-registry.ts";
import { findBuiltinTrigger } from "./builtin-trigger-catalog.ts";
import {
  BUILTIN_SPEC_INVALID_EVENT,
  type ResolvedBuiltinTriggerSpec,
  resolveBuiltinSpecs,
} from "./resolve-builtin-specs.ts";

/** Only the ping-pong built-in, with the catalogue's timings and triggering type. */
export function defaultProactiveTriggerRegistry(
  options: ProactiveTriggerRegistryOptions = {},
): ProactiveTriggerRegistry {
  const row = { id: TRIGGER_ID_CANONICAL_URL_PING_PONG, name: "default", description: "default" };
  return registryFromBuiltinSpecs([row], options);
}

/**
 * The registry that `proactive_triggers.builtins` describes, in the rows' order. Throws UsherError
 * `proactive_builtin_spec_invalid` for an unusable row and for an empty or missing list.
 */
export function registryFromBuiltinSpecs(
  builtins: unknown,
  options: ProactiveTriggerRegistryOptions = {},
): ProactiveTriggerRegistry {
  const specs = resolveBuiltinSpecs(builtins);
  if (specs.length === 0) {
    throw new UsherError(BUILTIN_SPEC_INVALID_EVENT, "builtins: give at least one row", { path: "builtins" });
  }
  return new ProactiveTriggerRegistry(specs.map(buildBuiltinTrigger), options);
}

/** One built-in with its row's timings and triggering type. */
export function buildBuiltinTrigger(spec: ResolvedBuiltinTriggerSpec): ProactiveTriggerEntity {
  const entry = findBuiltinTrigger(spec.id);
  if (entry === undefined) {
    throw new UsherError(BUILTIN_SPEC_INVALID_EVENT, `id: no built-in is called "${spec.id}"`, { path: "id" });
  }
  const inner = entry.create(spec.minCycles === undefined ? {} : { minCycles: spec.minCycles });
  const { interactionTimeoutS, cooldownS, triggeringType } = spec;
  return new ProactiveTriggerEntity(inner, { timings: { interactionTimeoutS, cooldownS }, triggeringType });
}
