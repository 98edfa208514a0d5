import { DAY_MS, type EpochMs, SECOND_MS } from "../ids.ts";
import { type Attention, NEVER, type TriggerHistory } from "./attention.ts";
import type { GatePolicy } from "./policy.ts";
import { type SnoozeScope, snooze } from "./snooze.ts";

/** What an offer that was seen and ignored counts, where a dismissal counts 1. */
const IGNORED = 0.5;

/** An offer became visible: only now is anything spent (S12). */
export function spend(attention: Attention, triggerId: string, cooldownS: number, now: EpochMs): Attention {
  const shownAt = [...attention.shownAt.filter((at) => at > now - 7 * DAY_MS), now];
  return quiet({ ...attention, shownAt }, triggerId, now + cooldownS * SECOND_MS, 0);
}

export type AttentionEnd =
  | { readonly type: "accepted" | "completed" | "ignored" | "unseen" | "withdrawn" }
  /** `late`: the same offer was counted as ignored before, because its time was over when the user closed it. */
  | { readonly type: "dismissed"; readonly late?: boolean }
  | { readonly type: "snoozed"; readonly scope: SnoozeScope };

/** Which offer of which trigger is spoken of. */
export type OfferKey = { readonly id: string; readonly triggerId: string };

/**
 * An offer ended. How it ended decides how long its trigger, and Usher, stay silent (S4). Another session's offer may
 * be open by then: a late report must not close that one (S1).
 */
export function settle(
  attention: Attention,
  { id, triggerId }: OfferKey,
  end: AttentionEnd,
  policy: GatePolicy,
  now: EpochMs,
): Attention {
  const closed: Attention = attention.open?.offerId === id ? { ...attention, open: null } : attention;
  const later = (seconds: number): EpochMs => now + seconds * SECOND_MS;
  switch (end.type) {
    case "accepted":
      return quiet({ ...closed, dismissalsInARow: 0 }, triggerId, later(policy.acceptedQuietS), 0);
    case "completed":
      return quiet(closed, triggerId, later(policy.completedQuietS), 0);
    case "unseen":
      return quiet(closed, triggerId, later(policy.unseenRearmS), 0);
    case "withdrawn":
      return closed;
    case "snoozed":
      return snooze(closed, end.scope, triggerId, policy, now);
    case "ignored":
      return quiet(closed, triggerId, later(policy.ignoredQuietS), IGNORED);
    case "dismissed": {
      const row = closed.dismissalsInARow + 1;
      const silenced = row >= policy.dismissalsInARow;
      const counted: Attention = {
        ...closed,
        dismissalsInARow: silenced ? 0 : row,
        quietUntil: silenced ? later(policy.quietAfterDismissalsS) : closed.quietUntil,
      };
      const weight = end.late === true ? 1 - IGNORED : 1;
      const dismissals = (closed.triggers[triggerId]?.dismissals ?? 0) + weight;
      const [first, second] = policy.dismissedQuietS;
      return quiet(counted, triggerId, dismissals >= 3 ? NEVER : later(dismissals >= 2 ? second : first), weight);
    }
  }
}

/** Silence is only ever extended: a short one never cuts a longer one short. */
function quiet(attention: Attention, triggerId: string, until: EpochMs, dismissals: number): Attention {
  const history = attention.triggers[triggerId] ?? { dismissals: 0, quietUntil: 0 };
  const next: TriggerHistory = {
    dismissals: history.dismissals + dismissals,
    quietUntil: Math.max(history.quietUntil, until),
  };
  return { ...attention, triggers: { ...attention.triggers, [triggerId]: next } };
}
