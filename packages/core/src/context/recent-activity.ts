import type { ActionsPayload } from "../actions/actions-payload.ts";
import { type SlimAction, slimActionToText } from "../actions/slim-action.ts";

/** A batch of a session's actions, with the moment it was sent. */
export interface ActionBatch {
  readonly forwardedAtS: number;
  readonly actions: readonly SlimAction[];
}

export interface ActivityLimits {
  /** Only batches sent in the last so many seconds; null for all. */
  readonly lookbackS: number | null;
  /** Only the newest so many actions; null for all. */
  readonly maxActions: number | null;
}

/** A payload that does not say when it was sent counts as sent when it arrived. */
export function toBatch(payload: ActionsPayload, nowS: number): ActionBatch {
  return { forwardedAtS: payload.forwardedAtS || nowS, actions: payload.actions };
}

/** Batches that are not older than the look-back. */
export function withinLookback(batches: readonly ActionBatch[], lookbackS: number | null, nowS: number): ActionBatch[] {
  return batches.filter((batch) => lookbackS === null || batch.forwardedAtS >= nowS - lookbackS);
}

/** The actions inside the limits, oldest first. */
export function selectRecentActions(
  batches: readonly ActionBatch[],
  limits: ActivityLimits,
  nowS: number,
): SlimAction[] {
  const actions = withinLookback(batches, limits.lookbackS, nowS).flatMap((batch) => batch.actions);
  return limits.maxActions === null ? actions : actions.slice(-limits.maxActions);
}

/** The newest batches that together hold at most `max` actions; the oldest of them is cut at its start. */
export function keepNewest(batches: readonly ActionBatch[], max: number): ActionBatch[] {
  const kept: ActionBatch[] = [];
  let room = max;
  for (const batch of batches.toReversed()) {
    if (room === 0) break;
    const actions = batch.actions.length <= room ? batch.actions : batch.actions.slice(-room);
    room -= actions.length;
    kept.push(actions === batch.actions ? batch : { ...batch, actions });
  }
  return kept.reverse();
}

/** A numbered list under a heading, one line for each action; empty when there are none. */
export function recentActivityText(actions: readonly SlimAction[]): string {
  if (actions.length === 0) return "";
  const lines = actions.map((action, position) => `${position + 1}. ${slimActionToText(action)}`);
  return `Recent activity:\n${lines.join("\n")}`;
}
