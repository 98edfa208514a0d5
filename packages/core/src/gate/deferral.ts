import { type EpochMs, SECOND_MS } from "../ids.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { GatePolicy } from "./policy.ts";

/** A proposal that waits for the user to stop typing. It is offered at the next pause, or dropped when it is stale. */
export interface Deferral {
  /** When it first fired into a busy hand. */
  readonly since: EpochMs;
  /** When it was given up; null while it waits. */
  readonly droppedAt: EpochMs | null;
}

/** How the wait stands at a moment; undefined when the proposal does not wait, or may be judged anew. */
export type DeferralState =
  | { readonly type: "waiting"; readonly dropAt: EpochMs }
  | { readonly type: "dropped"; readonly rearmAt: EpochMs };

export function deferralAt(
  deferral: Deferral | undefined,
  trigger: Trigger,
  policy: GatePolicy,
  now: EpochMs,
): DeferralState | undefined {
  if (deferral === undefined) return undefined;
  if (deferral.droppedAt !== null) {
    const rearmAt = deferral.droppedAt + policy.unseenRearmS * SECOND_MS;
    return rearmAt > now ? { type: "dropped", rearmAt } : undefined;
  }
  return { type: "waiting", dropAt: deferral.since + (trigger.deferS ?? policy.deferS) * SECOND_MS };
}
