import { shadowFreeAt, spendShadow } from "../gate/shadow-spent.ts";
import { SECOND_MS } from "../ids.ts";
import type { ConditionResult } from "../triggers/condition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { triggerContext } from "./context.ts";
import { type Draft, patchSession } from "./draft.ts";
import type { ShadowOffer } from "./state.ts";

/**
 * Records the offer that would have been made, unless another record is in its way as another offer would have been.
 * Nothing is shown and nothing of a live offer's is spent, but the trigger then waits as long as a shown one would, so
 * that what is counted is what would have happened.
 */
export function recordShadow(draft: Draft, trigger: Trigger, why: ShadowOffer["why"], result: ConditionResult): void {
  const { now, attention, session } = draft;
  const { policy } = draft.rules;
  const last = attention.shadowedAt[trigger.id];
  const freeAt = shadowFreeAt(attention, session.shadowCount, policy, now);
  if (freeAt === undefined) return;
  const until = Math.max(freeAt, last === undefined ? 0 : last + trigger.cooldownS * SECOND_MS);
  if (until > now) {
    draft.wakeUps.push(until);
    return;
  }
  const number = session.shadowCount + 1;
  const shadow: ShadowOffer = {
    id: `${session.sessionId}.shadow-${number}`,
    triggerId: trigger.id,
    why,
    recordedAt: now,
    resolveBy: now + policy.aloneWithinS * SECOND_MS,
  };
  patchSession(draft, { shadows: [...session.shadows, shadow], shadowCount: number });
  draft.attention = spendShadow(attention, trigger.id, now);
  draft.notes.push({ type: "shadow-offered", triggerId: trigger.id, shadowId: shadow.id, why, result });
}

/** Closes what was recorded: the user got there alone, or the time for it is over. */
export function resolveShadows(draft: Draft): void {
  const { shadows } = draft.session;
  if (shadows.length === 0) return;
  const context = triggerContext(draft);
  const open = shadows.filter((shadow) => {
    const trigger = draft.rules.triggers.find(({ id }) => id === shadow.triggerId);
    const isOver = shadow.resolveBy <= draft.now || trigger === undefined;
    const reachedAlone =
      shadow.resolveBy >= draft.now && trigger !== undefined && isReached(() => trigger.until(context).met);
    if (!isOver && !reachedAlone) return true;
    draft.notes.push({
      type: "shadow-resolved",
      triggerId: shadow.triggerId,
      shadowId: shadow.id,
      reachedAlone,
      afterMs: Math.min(draft.now, shadow.resolveBy) - shadow.recordedAt,
    });
    return false;
  });
  if (open.length < shadows.length) patchSession(draft, { shadows: open });
}

function isReached(goal: () => boolean): boolean {
  try {
    return goal();
  } catch {
    return false;
  }
}
