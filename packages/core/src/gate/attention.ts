import type { EpochMs } from "../ids.ts";
import type { LocalZone } from "./local-zone.ts";

/**
 * What has been spent of one person's attention, across all their sessions, tabs and devices. JSON data; moments are
 * wall-clock, so it survives restarts and moves between machines.
 */
export interface Attention {
  /** The person's own dial: `quiet` halves every budget, `off` ends offers. */
  readonly dial: "on" | "quiet" | "off";
  /** `NEVER` until the person asks for help again. */
  readonly snoozedUntil: EpochMs | null;
  /** Triggers the person does not want to hear from again. */
  readonly muted: readonly string[];
  /** The person's clock, for quiet hours and "today"; null until a page reported it. */
  readonly zone: LocalZone | null;
  /** The one offer that may be open (S1). Stale once `expiresAt` has passed. */
  readonly open: { readonly offerId: string; readonly sessionId: string; readonly expiresAt: EpochMs } | null;
  /** When offers were shown, oldest first, at most a week back. */
  readonly shownAt: readonly EpochMs[];
  readonly triggers: Readonly<Record<string, TriggerHistory>>;
  readonly dismissalsInARow: number;
  readonly quietUntil: EpochMs | null;
  /** When each trigger was last recorded without being shown (shadow, holdout): it then waits as a shown one would. */
  readonly shadowedAt: Readonly<Record<string, EpochMs>>;
  /** When anything was recorded without being shown, oldest first, at most a week back: a budget of its own. */
  readonly shadowSpentAt?: readonly EpochMs[];
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
  muted: [],
  zone: null,
  open: null,
  shownAt: [],
  triggers: {},
  dismissalsInARow: 0,
  quietUntil: null,
  shadowedAt: {},
};

/** A record stored by an earlier version, with what that version did not know. */
export function completeAttention(stored: Attention): Attention {
  return "shadowedAt" in stored ? stored : { ...FRESH_ATTENTION, ...(stored as Partial<Attention>) };
}

/** The open offer, unless its time is over. */
export function openOffer(attention: Attention, now: EpochMs): Attention["open"] {
  return attention.open !== null && attention.open.expiresAt > now ? attention.open : null;
}
