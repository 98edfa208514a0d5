import type { Attention, TriggerHistory } from "./attention.ts";

/**
 * A visitor turned out to be a known person: what was spent anonymously counts for them. Nothing ever becomes less
 * silent by signing in; the person's own dial wins over the visitor's.
 */
export function mergeAttention(person: Attention, visitor: Attention): Attention {
  const triggers: Record<string, TriggerHistory> = { ...person.triggers };
  for (const [id, theirs] of Object.entries(visitor.triggers)) {
    const ours = triggers[id];
    triggers[id] = {
      dismissals: Math.max(ours?.dismissals ?? 0, theirs.dismissals),
      quietUntil: Math.max(ours?.quietUntil ?? 0, theirs.quietUntil),
    };
  }
  return {
    dial: person.dial,
    snoozedUntil: latest(person.snoozedUntil, visitor.snoozedUntil),
    open: visitor.open ?? person.open,
    shownAt: Array.from(new Set([...person.shownAt, ...visitor.shownAt])).sort((left, right) => left - right),
    triggers,
    dismissalsInARow: Math.max(person.dismissalsInARow, visitor.dismissalsInARow),
    quietUntil: latest(person.quietUntil, visitor.quietUntil),
  };
}

function latest(left: number | null, right: number | null): number | null {
  return left === null ? right : right === null ? left : Math.max(left, right);
}
