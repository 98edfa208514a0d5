import { DAY_MS, type EpochMs, SECOND_MS } from "../ids.ts";
import type { GatePolicy } from "./policy.ts";

/**
 * What has been spent of one person's attention, across all their sessions, tabs and devices. JSON data; moments are
 * wall-clock, so it survives restarts and moves between machines.
 */
export interface Attention {
  /** The person's own dial: `quiet` halves every budget, `off` ends offers. */
  readonly dial: "on" | "quiet" | "off";
  readonly snoozedUntil: EpochMs | null;
  /** The one offer that may be open (S1). Stale once `expiresAt` has passed. */
  readonly open: { readonly offerId: string; readonly sessionId: string; readonly expiresAt: EpochMs } | null;
  /** When offers were shown, oldest first, at most a week back. */
  readonly shownAt: readonly EpochMs[];
  readonly triggers: Readonly<Record<string, TriggerHistory>>;
  readonly dismissalsInARow: number;
  readonly quietUntil: EpochMs | null;
}

export interface TriggerHistory {
  /** Dismissals; an offer that was seen and ignored counts half. */
  readonly dismissals: number;
  readonly quietUntil: EpochMs;
}

/** "Off until the user asks": a moment that never comes, and survives JSON. */
export const NEVER: EpochMs = Number.MAX_SAFE_INTEGER;

export const FRESH_ATTENTION: Attention = {
  dial: "on",
  snoozedUntil: null,
  open: null,
  shownAt: [],
  triggers: {},
  dismissalsInARow: 0,
  quietUntil: null,
};

/** The open offer, unless its time is over. */
export function openOffer(attention: Attention, now: EpochMs): Attention["open"] {
  return attention.open !== null && attention.open.expiresAt > now ? attention.open : null;
}

/** An offer became visible: only now is anything spent (S12). */
export function spend(attention: Attention, triggerId: string, cooldownS: number, now: EpochMs): Attention {
  const shownAt = [...attention.shownAt.filter((at) => at > now - 7 * DAY_MS), now];
  return quiet({ ...attention, shownAt }, triggerId, now + cooldownS * SECOND_MS, 0);
}

export type AttentionEnd = "accepted" | "completed" | "dismissed" | "ignored" | "unseen" | "snoozed" | "withdrawn";

/** The open offer ended. How it ended decides how long its trigger, and Usher, stay silent (S4). */
export function settle(
  attention: Attention,
  triggerId: string,
  end: AttentionEnd,
  policy: GatePolicy,
  now: EpochMs,
): Attention {
  const closed: Attention = { ...attention, open: null };
  const later = (seconds: number): EpochMs => now + seconds * SECOND_MS;
  switch (end) {
    case "accepted":
      return quiet({ ...closed, dismissalsInARow: 0 }, triggerId, later(policy.acceptedQuietS), 0);
    case "completed":
      return quiet(closed, triggerId, later(policy.completedQuietS), 0);
    case "unseen":
      return quiet(closed, triggerId, later(policy.unseenRearmS), 0);
    case "withdrawn":
      return closed;
    case "snoozed":
      return { ...closed, snoozedUntil: later(policy.snoozeS) };
    case "ignored":
      return quiet(closed, triggerId, later(policy.ignoredQuietS), 0.5);
    case "dismissed": {
      const row = closed.dismissalsInARow + 1;
      const silenced = row >= policy.dismissalsInARow;
      const counted: Attention = {
        ...closed,
        dismissalsInARow: silenced ? 0 : row,
        quietUntil: silenced ? later(policy.quietAfterDismissalsS) : closed.quietUntil,
      };
      const dismissals = (closed.triggers[triggerId]?.dismissals ?? 0) + 1;
      const [first, second] = policy.dismissedQuietS;
      return quiet(counted, triggerId, dismissals >= 3 ? NEVER : later(dismissals >= 2 ? second : first), 1);
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
