import { cooldownEndsAt } from "../../session/transitions.ts";
import type { GateRule } from "../gate.ts";

/** The session's silence after help left the screen (S3). */
export const cooldown: GateRule = ({ agent, now }) => {
  const until = cooldownEndsAt(agent);
  return until !== undefined && until > now ? { reason: "cooldown", until } : undefined;
};
