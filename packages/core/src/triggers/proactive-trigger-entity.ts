import type { ProactiveTriggerContext } from "./proactive-trigger-context.ts";
import type { ProactiveTrigger, ProactiveTriggerResult } from "./proactive-trigger-result.ts";
import { type ProactiveTriggerTimings, proactiveTriggerTimings } from "./proactive-trigger-timings.ts";
import { TRIGGERING_TYPE_KEY } from "./triggering-type.ts";

export interface ProactiveTriggerEntityOptions {
  /** Replace whatever the inner trigger returned. Defaults 10 s and 30 s. */
  readonly timings?: Partial<ProactiveTriggerTimings>;
  /** Added to the metadata unless the inner trigger already set the key. Default: nothing is added. */
  readonly triggeringType?: string | null;
}

/** A trigger with its timings made explicit: wrap any trigger to own its policy without changing its rule. */
export class ProactiveTriggerEntity implements ProactiveTrigger {
  readonly inner: ProactiveTrigger;
  readonly timings: ProactiveTriggerTimings;
  readonly triggeringType: string | null;

  constructor(inner: ProactiveTrigger, options: ProactiveTriggerEntityOptions = {}) {
    this.inner = inner;
    this.timings = proactiveTriggerTimings(options.timings);
    this.triggeringType = options.triggeringType || null;
  }

  get triggerId(): string {
    return this.inner.triggerId;
  }

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    const result = this.inner.evaluate(context);
    if (result === null) return null;
    return {
      triggerId: result.triggerId,
      body: result.body,
      replyOptionLabels: result.replyOptionLabels,
      metadata:
        this.triggeringType === null || TRIGGERING_TYPE_KEY in result.metadata
          ? result.metadata
          : Object.assign({ [TRIGGERING_TYPE_KEY]: this.triggeringType }, result.metadata),
      interactionTimeoutS: this.timings.interactionTimeoutS,
      cooldownS: this.timings.cooldownS,
    };
  }
}
