import type { GateRule } from "../gate.ts";

/** The trigger is on trial: what it would have done is recorded, and nobody is interrupted. */
export const shadow: GateRule = ({ trigger }) => (trigger.shadow === true ? { reason: "shadow" } : undefined);
