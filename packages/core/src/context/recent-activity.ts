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

/** The actions inside the limits, oldest first. Reads from the newest back, so a long history costs nothing. */
export function selectRecentActions(
  batches: readonly ActionBatch[],
  limits: ActivityLimits,
  nowS: number,
): SlimAction[] {
  const oldestS = limits.lookbackS === null ? Number.NEGATIVE_INFINITY : nowS - limits.lookbackS;
  const chosen: (readonly SlimAction[])[] = [];
  let room = limits.maxActions ?? Number.POSITIVE_INFINITY;
  for (let at = batches.length - 1; at >= 0 && room > 0; at--) {
    const batch = batches[at];
    if (!batch || batch.forwardedAtS < oldestS) continue;
    const { actions } = batch;
    chosen.push(actions.length <= room ? actions : actions.slice(-room));
    room -= actions.length;
  }
  return chosen.reverse().flat();
}

/** Drops batches older than the look-back, wherever they are: batches may arrive out of order. */
export function dropOld(batches: ActionBatch[], lookbackS: number | null, nowS: number): ActionBatch[] {
  if (lookbackS === null) return batches;
  const oldestS = nowS - lookbackS;
  return batches.every((batch) => batch.forwardedAtS >= oldestS)
    ? batches
    : batches.filter((batch) => batch.forwardedAtS >= oldestS);
}

/** Cuts the oldest actions off, in place, until at most `max` of `count` are left; returns how many that are. */
export function cutOldest(batches: ActionBatch[], count: number, max: number): number {
  let left = count;
  while (left > max) {
    const first = batches[0];
    if (!first) break;
    const excess = left - max;
    if (first.actions.length <= excess) batches.shift();
    else batches[0] = { ...first, actions: first.actions.slice(excess) };
    left -= Math.min(first.actions.length, excess);
  }
  return left;
}

/** How many actions the batches hold. */
export function countActions(batches: readonly ActionBatch[]): number {
  return batches.reduce((total, batch) => total + batch.actions.length, 0);
}

/** A numbered list under a heading, one line for each action; empty when there are none. */
export function recentActivityText(actions: readonly SlimAction[]): string {
  if (actions.length === 0) return "";
  const lines = actions.map((action, position) => `${position + 1}. ${slimActionToText(action)}`);
  return `Recent activity:\n${lines.join("\n")}`;
}
