import type { GateRule } from "../gate.ts";

/** What the help is for is already done. A goal that cannot be told counts as reached: silence is the safe side. */
export const goalReached: GateRule = ({ trigger, context }) => {
  try {
    return trigger.until(context).met ? { reason: "goal_reached" } : undefined;
  } catch {
    return { reason: "goal_reached" };
  }
};
