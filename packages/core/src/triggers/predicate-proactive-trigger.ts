import type { ProactiveTriggerContext } from "./proactive-trigger-context.ts";
import type { ProactiveTrigger, ProactiveTriggerResult } from "./proactive-trigger-result.ts";
import { proactiveTriggerResult } from "./proactive-trigger-result.ts";

export interface PredicateProactiveTriggerOptions {
  readonly triggerId: string;
  readonly body: string;
  readonly predicate: (context: ProactiveTriggerContext) => boolean;
  readonly replyOptionLabels?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Called only when the predicate holds; replaces `metadata`. */
  readonly metadataFn?: (context: ProactiveTriggerContext) => Readonly<Record<string, unknown>>;
}

/** A trigger from one boolean condition. For other timings, wrap it in a `ProactiveTriggerEntity`. */
export class PredicateProactiveTrigger implements ProactiveTrigger {
  readonly triggerId: string;
  readonly #options: PredicateProactiveTriggerOptions;

  constructor(options: PredicateProactiveTriggerOptions) {
    this.triggerId = options.triggerId;
    this.#options = options;
  }

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    const { triggerId, body, predicate, replyOptionLabels = [], metadata = {}, metadataFn } = this.#options;
    if (!predicate(context)) return null;
    return proactiveTriggerResult({
      triggerId,
      body,
      replyOptionLabels: [...replyOptionLabels],
      metadata: { ...(metadataFn === undefined ? metadata : metadataFn(context)) },
    });
  }
}
