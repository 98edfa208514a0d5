import type { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import {
  type ProactiveTrigger,
  type ProactiveTriggerResult,
  proactiveTriggerResult,
} from "../proactive-trigger-result.ts";
import { DEFAULT_PROACTIVE_QUICK_REPLY_BODY, TRIGGER_ID_CANONICAL_URL_PING_PONG } from "./proactive-trigger-ids.ts";
import { atLeastOne, hasReturns } from "./url-returns.ts";
import { canonicalUrlsTouchSubstring } from "./url-scope.ts";

export interface CanonicalPingPongOptions {
  /** Returns to a page that make hesitation; less than 1 counts as 1. Default 1. */
  readonly minCycles?: number;
}

/** Fires when the user goes back and forth between pages. */
export class CanonicalPingPongTrigger implements ProactiveTrigger {
  readonly triggerId: string = TRIGGER_ID_CANONICAL_URL_PING_PONG;
  readonly minCycles: number;

  constructor(options: CanonicalPingPongOptions = {}) {
    this.minCycles = atLeastOne(options.minCycles ?? 1);
  }

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    if (!hasReturns(context.canonicalUrls, this.minCycles, "")) return null;
    return pingPongResult({ min_cycles: this.minCycles });
  }
}

export interface ScopedCanonicalPingPongOptions extends CanonicalPingPongOptions {
  /** Text that some address of the context must contain; blank for any. Case matters. */
  readonly urlMustContain: string;
}

/** The same, only in contexts that touch a part of the product. */
export class ScopedCanonicalPingPongTrigger implements ProactiveTrigger {
  readonly triggerId: string = TRIGGER_ID_CANONICAL_URL_PING_PONG;
  readonly urlMustContain: string;
  readonly minCycles: number;

  constructor(options: ScopedCanonicalPingPongOptions) {
    this.urlMustContain = options.urlMustContain.trim();
    this.minCycles = atLeastOne(options.minCycles ?? 1);
  }

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    if (!canonicalUrlsTouchSubstring(context.canonicalUrls, this.urlMustContain)) return null;
    if (!hasReturns(context.canonicalUrls, this.minCycles, "")) return null;
    return pingPongResult({ min_cycles: this.minCycles, scoped_canonical_url_contains: this.urlMustContain });
  }
}

function pingPongResult(metadata: Readonly<Record<string, unknown>>): ProactiveTriggerResult {
  return proactiveTriggerResult({
    triggerId: TRIGGER_ID_CANONICAL_URL_PING_PONG,
    body: DEFAULT_PROACTIVE_QUICK_REPLY_BODY,
    metadata,
  });
}
