import { type Action, compareActions } from "../actions/action.ts";
import { DAY_MS } from "../ids.ts";

/**
 * The session's recent actions: ordered by event time, each id once, at most `limit` of them. Of the signs of typing and
 * dragging, which repeat every few seconds, only the latest is kept: they say how busy the user is now, and would
 * otherwise soon be all there is.
 */
export interface ActionWindow {
  readonly actions: readonly Action[];
  readonly limit: number;
}

/** An action that arrives later than this is stored, but never evaluated: the visit it belongs to is long over. */
export const MAX_LATENESS_MS: number = DAY_MS;

/** Actions a session's window holds by default. */
export const WINDOW_LIMIT = 200;

export function emptyWindow(limit: number = WINDOW_LIMIT): ActionWindow {
  return { actions: [], limit };
}

export interface WindowAddition {
  readonly window: ActionWindow;
  /** The actions that were new, in window order. */
  readonly added: readonly Action[];
  readonly duplicateCount: number;
  /** The actions that are not held any more, or never were because they are older than all of a full window. */
  readonly left: readonly Action[];
}

/**
 * Adds actions in whatever order they arrived. An id already held is a duplicate and changes nothing (S7). When the
 * window is full the oldest go; an action older than everything in a full window is counted as added but not kept, so
 * the result never depends on the order of arrival. The same goes for a sign of typing that a later one replaced. What
 * arrived more than a day after it happened is passed over; it is neither added nor a duplicate.
 */
export function addActions(window: ActionWindow, incoming: readonly Action[]): WindowAddition {
  const added: Action[] = [];
  let tooLate = 0;
  for (const action of incoming) {
    if (action.receivedAt - action.at > MAX_LATENESS_MS) tooLate++;
    else if (!holds(window.actions, action.id) && !holds(added, action.id)) added.push(action);
  }
  const duplicateCount = incoming.length - added.length - tooLate;
  if (added.length === 0) return { window, added, duplicateCount, left: [] };
  added.sort(compareActions);
  const merged = withLatestPulse(merge(window.actions, added), added);
  const surplus = Math.max(0, merged.length - window.limit);
  const actions = surplus > 0 ? merged.slice(surplus) : merged;
  const left = surplus > 0 ? merged.slice(0, surplus) : [];
  return { window: { actions, limit: window.limit }, added, duplicateCount, left };
}

/** Both sides are ordered; almost always the new ones simply follow. */
function merge(held: readonly Action[], added: readonly Action[]): Action[] {
  const last = held.at(-1);
  const first = added[0];
  if (last === undefined || first === undefined || compareActions(last, first) <= 0) return [...held, ...added];
  return [...held, ...added].sort(compareActions);
}

/** A scan from the end: batches are small and new actions belong there, so this beats building an index every time. */
function holds(actions: readonly Action[], id: string): boolean {
  for (let index = actions.length - 1; index >= 0; index--) if (actions[index]?.id === id) return true;
  return false;
}

const PULSES: ReadonlySet<unknown> = new Set(["typing", "dragging", "idle"]);

/** Whether the action says that the user types, drags or has stopped doing so. */
export function isPulse({ type, properties }: Action): boolean {
  return type === "input_activity" && PULSES.has(properties?.state);
}

function withLatestPulse(merged: Action[], added: readonly Action[]): Action[] {
  if (!added.some(isPulse)) return merged;
  const latest = merged.findLastIndex(isPulse);
  return merged.filter((action, index) => index === latest || !isPulse(action));
}
