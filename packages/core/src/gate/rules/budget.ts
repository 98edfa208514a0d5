import { DAY_MS, type EpochMs, SECOND_MS } from "../../ids.ts";
import type { Attention } from "../attention.ts";
import type { GateRule } from "../gate.ts";
import type { GatePolicy } from "../policy.ts";

/** Attention is limited: per session, per day, per week, and never two offers close together. `quiet` halves each. */
export const budget: GateRule = ({ attention: { shownAt, dial }, policy, shownCount, now }) => {
  const until = budgetEndsAt({ shownAt, shownCount, dial, policy, now });
  if (until === undefined) return { reason: "budget" };
  return until > now ? { reason: "budget", until } : undefined;
};

/** What was spent so far, and of what. */
export interface Spending {
  /** Oldest first. */
  readonly shownAt: readonly EpochMs[];
  /** In this session. */
  readonly shownCount: number;
  readonly dial: Attention["dial"];
  readonly policy: GatePolicy;
  readonly now: EpochMs;
}

/** When there is room for one more; 0 when there is now, undefined when not again in this session. */
export function budgetEndsAt({ shownAt, shownCount, dial, policy, now }: Spending): EpochMs | undefined {
  const share = dial === "quiet" ? 0.5 : 1;
  const allowed = (limit: number): number => Math.max(1, Math.floor(limit * share));
  if (shownCount >= allowed(policy.perSession)) return undefined;
  return Math.max(
    freeAgainAt(shownAt, 1, (policy.minGapS / share) * SECOND_MS, now),
    freeAgainAt(shownAt, allowed(policy.perDay), DAY_MS, now),
    freeAgainAt(shownAt, allowed(policy.perWeek), 7 * DAY_MS, now),
  );
}

/** When fewer than `limit` offers lie within the trailing period again; 0 when that is so already. */
function freeAgainAt(shownAt: readonly EpochMs[], limit: number, periodMs: number, now: EpochMs): EpochMs {
  const nth = shownAt[shownAt.length - limit];
  return nth !== undefined && nth + periodMs > now ? nth + periodMs : 0;
}
