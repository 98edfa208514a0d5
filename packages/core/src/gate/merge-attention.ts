import type { EpochMs } from "../ids.ts";
import { type Attention, completeAttention, openOffer, type TriggerHistory } from "./attention.ts";

const STRICTNESS: Record<Attention["dial"], number> = { on: 0, quiet: 1, off: 2 };

/**
 * A visitor turned out to be a known person: what was spent anonymously counts for them. Nothing ever becomes less
 * silent by signing in: the stricter of both dials holds. The clock is the visitor's: it is where the
 * person is now. When both have an offer open, the person's stays and the session's own makes way (S1).
 */
export function mergeAttention(known: Attention, unnamed: Attention, now: EpochMs): Attention {
  const person = completeAttention(known);
  const visitor = completeAttention(unnamed);
  const triggers: Record<string, TriggerHistory> = { ...person.triggers };
  for (const [id, theirs] of Object.entries(visitor.triggers)) {
    const ours = triggers[id];
    triggers[id] = {
      dismissals: Math.max(ours?.dismissals ?? 0, theirs.dismissals),
      quietUntil: Math.max(ours?.quietUntil ?? 0, theirs.quietUntil),
    };
  }
  const shadowedAt: Record<string, number> = { ...person.shadowedAt };
  for (const [id, at] of Object.entries(visitor.shadowedAt)) shadowedAt[id] = Math.max(shadowedAt[id] ?? 0, at);
  const shadowSpentAt = mergeMoments(person.shadowSpentAt ?? [], visitor.shadowSpentAt ?? []);
  return {
    dial: STRICTNESS[visitor.dial] > STRICTNESS[person.dial] ? visitor.dial : person.dial,
    snoozedUntil: latest(person.snoozedUntil, visitor.snoozedUntil),
    muted: Array.from(new Set([...person.muted, ...visitor.muted])),
    zone: visitor.zone ?? person.zone,
    open: openOffer(person, now) ?? visitor.open,
    shownAt: mergeMoments(person.shownAt, visitor.shownAt),
    triggers,
    dismissalsInARow: Math.max(person.dismissalsInARow, visitor.dismissalsInARow),
    quietUntil: latest(person.quietUntil, visitor.quietUntil),
    shadowedAt,
    ...(shadowSpentAt.length === 0 ? {} : { shadowSpentAt }),
  };
}

function mergeMoments(left: readonly EpochMs[], right: readonly EpochMs[]): EpochMs[] {
  return Array.from(new Set([...left, ...right])).sort((earlier, later) => earlier - later);
}

function latest(left: number | null, right: number | null): number | null {
  return left === null ? right : right === null ? left : Math.max(left, right);
}
