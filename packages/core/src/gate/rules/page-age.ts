import { SECOND_MS } from "../../ids.ts";
import type { GateRule } from "../gate.ts";

/** The user has only just come here and is still finding their way. */
export const pageAge: GateRule = ({ trigger, policy, pageSince, now }) => {
  const leastS = trigger.minPageAgeS ?? policy.minPageAgeS;
  if (leastS <= 0 || pageSince === null) return undefined;
  const until = pageSince + leastS * SECOND_MS;
  return until > now ? { reason: "page_age", until } : undefined;
};
