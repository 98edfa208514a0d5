import type { GateRule } from "../gate.ts";

/** The user knows this workflow already (S10). Without a memory nothing is known, and nothing is held. */
export const mastered: GateRule = ({ trigger, context }) =>
  trigger.workflow !== undefined && context.memory?.statusOf(trigger.workflow) === "mastered"
    ? { reason: "mastered" }
    : undefined;
