import { NEVER } from "../attention.ts";
import type { GateRule } from "../gate.ts";

/** The trigger's own silence, kept per person: it holds in every session and tab (S4). */
export const triggerCooldown: GateRule = ({ attention, trigger, now }) => {
  const until = attention.triggers[trigger.id]?.quietUntil ?? 0;
  if (until <= now) return undefined;
  return until === NEVER ? { reason: "trigger_cooldown" } : { reason: "trigger_cooldown", until };
};
