import {
  defaultProactiveTriggerRegistry,
  registryFromBuiltinSpecs,
} from "../../../triggers/catalog/builtin-registry.ts";
import { PredicateProactiveTrigger } from "../../../triggers/predicate-proactive-trigger.ts";
import { ProactiveTriggerEntity } from "../../../triggers/proactive-trigger-entity.ts";
import { ProactiveTriggerRegistry } from "../../../triggers/proactive-trigger-registry.ts";
import type { ProactiveTrigger } from "../../../triggers/proactive-trigger-result.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { given, inputActions, inputContext, observedResult } from "./context-input.ts";

type Input = Readonly<Record<string, unknown>>;

interface CustomRow {
  readonly trigger_id: string;
  readonly body: string;
  readonly fires: boolean;
  readonly reply_option_labels?: readonly string[];
  readonly metadata?: Input;
  readonly entity?: {
    readonly timings?: { readonly interaction_timeout_s?: number; readonly cooldown_s?: number };
    readonly triggering_type?: string;
  };
}

export const registry: ConformanceArea = {
  area: "registry",
  run(fn, input) {
    if (fn !== "registry_evaluate") return unknownFunction(fn);
    const found = registryOf(input);
    const fields = input.context as Input;
    const context = inputContext({
      recentActions: inputActions(fields.actions),
      ...given("contextExtra", fields.context_extra as Input | undefined),
      ...given("nowS", (fields.clock ?? input.clock) as number | undefined),
    });
    return { first: observedResult(found.evaluateFirst(context)), all: found.evaluateAll(context).map(observedResult) };
  },
};

function registryOf(input: Input): ProactiveTriggerRegistry {
  const custom = input.custom as readonly CustomRow[] | undefined;
  if (custom !== undefined) return new ProactiveTriggerRegistry(custom.map(customTrigger));
  const builtins = input.builtins;
  return builtins === "default" ? defaultProactiveTriggerRegistry() : registryFromBuiltinSpecs(builtins);
}

function customTrigger(row: CustomRow): ProactiveTrigger {
  const trigger = new PredicateProactiveTrigger({
    triggerId: row.trigger_id,
    body: row.body,
    predicate: () => row.fires,
    ...given("replyOptionLabels", row.reply_option_labels),
    ...given("metadata", row.metadata),
  });
  if (row.entity === undefined || row.entity === null) return trigger;
  return new ProactiveTriggerEntity(trigger, {
    timings: {
      ...given("interactionTimeoutS", row.entity.timings?.interaction_timeout_s),
      ...given("cooldownS", row.entity.timings?.cooldown_s),
    },
    ...given("triggeringType", row.entity.triggering_type),
  });
}
