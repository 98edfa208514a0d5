import type { SlimAction } from "../../actions/slim-action.ts";
import { UsherError } from "../../errors.ts";
import { isJsonObject, jsonText } from "../../json-values.ts";
import { buildProductSectionPlaybook } from "../../signals/section-activity.ts";
import { TRIGGER_ID_CANONICAL_URL_PING_PONG } from "../builtin/proactive-trigger-ids.ts";
import { ProactiveTriggerRegistry, type ProactiveTriggerRegistryOptions } from "../proactive-trigger-registry.ts";
import { defaultProactiveTriggerRegistry, registryFromBuiltinSpecs } from "./builtin-registry.ts";
import { BUILTIN_SPEC_INVALID_EVENT } from "./resolve-builtin-specs.ts";

/** Keys that travel from configuration to every context. */
const TUNING_KEYS = [
  "dwell_threshold_seconds",
  "user_page_dwell_max_actions",
  "dwell_proactive_body",
  "section_playbook",
  "section_url_rules",
  "section_url_fallback_id",
  "current_section_id",
] as const;

/**
 * The registry of an `integration_config.proactive_triggers` block: its `builtins`, or the default registry without
 * them. `mode: "ping_pong_only"` leaves only ping-pong. Throws UsherError `proactive_builtin_spec_invalid`.
 */
export function registryFromProactiveTriggersConfig(
  config: unknown,
  options: ProactiveTriggerRegistryOptions = {},
): ProactiveTriggerRegistry {
  if (config === undefined || config === null) return defaultProactiveTriggerRegistry(options);
  if (!isJsonObject(config)) throw invalid("proactive_triggers", "give an object");
  oneOf(config.registry, "proactive_triggers.registry", ["default"]);
  const mode = oneOf(config.mode, "proactive_triggers.mode", ["default_registry", "ping_pong_only"]);
  const builtins = config.builtins ?? undefined;
  const registry =
    builtins === undefined ? defaultProactiveTriggerRegistry(options) : registryFromBuiltinSpecs(builtins, options);
  if (mode !== "ping_pong_only") return registry;
  const pingPong = registry.triggers.filter((trigger) => trigger.triggerId === TRIGGER_ID_CANONICAL_URL_PING_PONG);
  return new ProactiveTriggerRegistry(pingPong, options);
}

/**
 * `context_extra` for a context over these actions: the configuration's tuning keys and, when there are section
 * rules, the measured `product_section_playbook`.
 */
export function contextExtraFromProactiveTriggersConfig(
  config: unknown,
  actions: readonly SlimAction[],
): Readonly<Record<string, unknown>> {
  if (!isJsonObject(config)) return {};
  const extra: Record<string, unknown> = {};
  for (const key of TUNING_KEYS) if (config[key] !== undefined) extra[key] = config[key];
  const rules = config.section_url_rules;
  if (Array.isArray(rules) && rules.length > 0) {
    const fallbackId = jsonText(config.section_url_fallback_id);
    extra.product_section_playbook = buildProductSectionPlaybook(actions, rules, fallbackId);
  }
  return extra;
}

function oneOf(value: unknown, path: string, allowed: readonly string[]): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && allowed.includes(value)) return value;
  throw invalid(path, `give ${allowed.join(" or ")}, or leave it out`);
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError(BUILTIN_SPEC_INVALID_EVENT, `${path}: ${fix}`, { path });
}
