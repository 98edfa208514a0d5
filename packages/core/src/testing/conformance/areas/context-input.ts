import { parseSlimAction, type SlimAction } from "../../../actions/slim-action.ts";
import {
  ProactiveTriggerContext,
  type ProactiveTriggerContextFields,
} from "../../../triggers/proactive-trigger-context.ts";
import {
  type ProactiveTriggerResult,
  proactiveTriggerResultToWire,
} from "../../../triggers/proactive-trigger-result.ts";

/** The wire actions of an input; none when left out. */
export function inputActions(value: unknown): readonly SlimAction[] {
  return ((value ?? []) as readonly unknown[]).map((item) => parseSlimAction(item));
}

/** A context of nobody in particular: the areas that use it are about rules, not about scope. */
export function inputContext(fields: ProactiveTriggerContextFields): ProactiveTriggerContext {
  return new ProactiveTriggerContext({ scopePolicy: "lenient", ...fields });
}

export function observedResult(result: ProactiveTriggerResult | null): unknown {
  return result === null ? null : proactiveTriggerResultToWire(result);
}

/** An optional setting as an object to spread: a key that is absent in the input stays absent. */
export function given<Name extends string, Value>(name: Name, value: Value): { readonly [key in Name]?: Value & {} } {
  return value === undefined || value === null ? {} : ({ [name]: value } as { [key in Name]: Value & {} });
}
