import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab, recentActions } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";
import { targetKey } from "./target-key.ts";

export interface ErrorClickParams {
  /** Clicks that led to an error and are worth an offer. */
  readonly atLeast: number;
  /** Within which they are counted. */
  readonly withinS: number;
  /** Longest time from a click to the error, rejection or refused field it is blamed for. */
  readonly errorWithinMs: number;
  /** The same for a failed request that the click started. */
  readonly networkWithinMs: number;
}

/** How many of the user's latest clicks were followed by something going wrong. */
export function measureErrorClick(actions: readonly Action[], now: EpochMs, params: ErrorClickParams): SignalReading {
  const from = now - params.withinS * SECOND_MS;
  const tab = actionsOfTab(recentActions(actions, from - params.networkWithinMs));
  const blamed = new Set<string>();
  tab.forEach((action, index) => {
    if (action.at < from || !isFailure(action, tab, index)) return;
    const click = blame(action, tab, index, params);
    if (click !== undefined) blamed.add(click.id);
  });
  return counted(blamed.size, params.atLeast);
}

function isFailure(action: Action, tab: readonly Action[], index: number): boolean {
  if (action.type === "error") {
    const { status } = action.properties ?? {};
    return typeof status !== "number" || status >= 400;
  }
  return isNewlyInvalid(action, tab, index);
}

/** A field that was refused before is an old problem, not one of this click. */
export function isNewlyInvalid(action: Action, actions: readonly Action[], index: number): boolean {
  if (action.type !== "change" || action.properties?.invalid !== true) return false;
  const key = targetKey(action);
  for (let before = index - 1; before >= 0; before--) {
    const other = actions[before] as Action;
    if (other.type === "change" && targetKey(other) === key) return other.properties?.invalid !== true;
  }
  return true;
}

/** The click the failure follows from: the one the page names, else, unless it is a request's, the latest shortly before. */
function blame(failure: Action, tab: readonly Action[], index: number, params: ErrorClickParams): Action | undefined {
  const startedBy = failure.properties?.started_by;
  if (startedBy === undefined && isRequest(failure)) return undefined;
  for (let before = index - 1; before >= 0; before--) {
    const click = tab[before] as Action;
    if (click.type !== "click" || click.properties?.trusted === false) continue;
    const delay = failure.at - click.at;
    if (startedBy !== undefined) {
      if (click.id === startedBy) return delay <= params.networkWithinMs ? click : undefined;
      continue;
    }
    return delay <= params.errorWithinMs ? click : undefined;
  }
  return undefined;
}

/** Pages make requests of their own; one that failed after a click need not be the click's. */
function isRequest({ properties = {} }: Action): boolean {
  return properties.status !== undefined || properties.kind === "http" || properties.kind === "network";
}
