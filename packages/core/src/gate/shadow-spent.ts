import { DAY_MS, type EpochMs, SECOND_MS } from "../ids.ts";
import type { Attention } from "./attention.ts";
import type { GatePolicy } from "./policy.ts";
import { budgetEndsAt } from "./rules/budget.ts";

/**
 * When the next offer may be recorded without being made; 0 when it may be now, undefined when not again in this
 * session. Records keep the limits of real offers among themselves – one at a time, the gap, per session, day and week –
 * so that what is counted is what one person could have been offered.
 */
export function shadowFreeAt(
  attention: Attention,
  recordedInSession: number,
  policy: GatePolicy,
  now: EpochMs,
): EpochMs | undefined {
  const recordedAt = shadowsRecordedAt(attention);
  const last = recordedAt.at(-1);
  const occupiedUntil = last === undefined ? 0 : last + policy.offerTtlS * SECOND_MS;
  const until = budgetEndsAt({ shownAt: recordedAt, shownCount: recordedInSession, dial: attention.dial, policy, now });
  if (until === undefined) return undefined;
  const freeAt = Math.max(occupiedUntil, until);
  return freeAt > now ? freeAt : 0;
}

/** An offer was recorded: it occupies the person, as it seems, and is spent. */
export function spendShadow(attention: Attention, triggerId: string, now: EpochMs): Attention {
  const recent = shadowsRecordedAt(attention).filter((at) => at > now - 7 * DAY_MS);
  return {
    ...attention,
    shadowSpentAt: [...recent, now],
    shadowedAt: { ...attention.shadowedAt, [triggerId]: now },
  };
}

/** Oldest first. The latest of each trigger counts too, for records that kept no more than that. */
function shadowsRecordedAt({ shadowSpentAt = [], shadowedAt }: Attention): readonly EpochMs[] {
  return Array.from(new Set([...shadowSpentAt, ...Object.values(shadowedAt)])).sort((left, right) => left - right);
}
