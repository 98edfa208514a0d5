import { NEVER } from "../attention.ts";
import type { GateRule } from "../gate.ts";

/** Somebody said "not now": the product as a whole, the person about this tip, or the person about everything. */
export const paused: GateRule = ({ attention, trigger, policy, now }) => {
  if (policy.paused || attention.muted.includes(trigger.id)) return { reason: "paused" };
  const until = Math.max(attention.snoozedUntil ?? 0, attention.quietUntil ?? 0);
  if (until <= now) return undefined;
  return until === NEVER ? { reason: "paused" } : { reason: "paused", until };
};
