import type { GateRule } from "../gate.ts";

/** The person snoozed Usher, or dismissed so often in a row that it leaves them alone for a while. */
export const paused: GateRule = ({ attention, now }) => {
  const until = Math.max(attention.snoozedUntil ?? 0, attention.quietUntil ?? 0);
  return until > now ? { reason: "paused", until } : undefined;
};
