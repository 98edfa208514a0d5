import { DAY_MS, type EpochMs, SECOND_MS } from "../../ids.ts";
import type { GateRule } from "../gate.ts";

/** Attention is limited: per session, per day, per week, and never two offers close together. `quiet` halves each. */
export const budget: GateRule = ({ attention, policy, shownCount, now }) => {
  const share = attention.dial === "quiet" ? 0.5 : 1;
  const allowed = (limit: number): number => Math.max(1, Math.floor(limit * share));
  if (shownCount >= allowed(policy.perSession)) return { reason: "budget" };
  const { shownAt } = attention;
  const ends = [
    freeAgainAt(shownAt, 1, (policy.minGapS / share) * SECOND_MS, now),
    freeAgainAt(shownAt, allowed(policy.perDay), DAY_MS, now),
    freeAgainAt(shownAt, allowed(policy.perWeek), 7 * DAY_MS, now),
  ];
  const until = Math.max(...ends);
  return until > now ? { reason: "budget", until } : undefined;
};

/** When fewer than `limit` offers lie within the trailing period again; 0 when that is so already. */
function freeAgainAt(shownAt: readonly EpochMs[], limit: number, periodMs: number, now: EpochMs): EpochMs {
  const nth = shownAt[shownAt.length - limit];
  return nth !== undefined && nth + periodMs > now ? nth + periodMs : 0;
}
