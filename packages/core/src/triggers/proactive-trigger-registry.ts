import type { ProactiveTriggerContext } from "./proactive-trigger-context.ts";
import type { ProactiveTrigger, ProactiveTriggerResult } from "./proactive-trigger-result.ts";

export interface ProactiveTriggerRegistryOptions {
  /** Told of every trigger that throws, so that the host can log or disable it. Default: nobody is told. */
  readonly onTriggerError?: (triggerId: string, error: unknown) => void;
}

/**
 * Triggers in order of priority. A trigger that throws counts as quiet and never keeps the others from being asked.
 * The same id may appear more than once, e.g. one built-in with two timings.
 */
export class ProactiveTriggerRegistry {
  readonly triggers: readonly ProactiveTrigger[];
  readonly #onTriggerError: ProactiveTriggerRegistryOptions["onTriggerError"];

  constructor(triggers: readonly ProactiveTrigger[], options: ProactiveTriggerRegistryOptions = {}) {
    this.triggers = [...triggers];
    this.#onTriggerError = options.onTriggerError;
  }

  /** The first result, or null. Triggers after the first that fires are not asked. */
  evaluateFirst(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    for (const trigger of this.triggers) {
      const result = this.#ask(trigger, context);
      if (result !== null) return result;
    }
    return null;
  }

  /** Every result, in order. */
  evaluateAll(context: ProactiveTriggerContext): readonly ProactiveTriggerResult[] {
    const results: ProactiveTriggerResult[] = [];
    for (const trigger of this.triggers) {
      const result = this.#ask(trigger, context);
      if (result !== null) results.push(result);
    }
    return results;
  }

  #ask(trigger: ProactiveTrigger, context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    try {
      return trigger.evaluate(context);
    } catch (error) {
      this.#onTriggerError?.(trigger.triggerId, error);
      return null;
    }
  }
}
