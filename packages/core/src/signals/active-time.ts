import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";

export interface ActiveTime {
  /** Time spent, milliseconds. */
  readonly ms: number;
  /** Whether the time is running at `now`. */
  readonly running: boolean;
}

export interface ActiveTimeOptions {
  /** Count the time without any input too; a hidden tab never counts. Default false. */
  readonly awayCounts?: boolean;
}

/**
 * How long the user was there between `from` and `now`: not while the tab was hidden, and not from 30 s without input
 * on, which the page reports as `away`. Activity of any kind brings the time back.
 */
export function activeTime(
  actions: readonly Action[],
  from: EpochMs,
  now: EpochMs,
  options: ActiveTimeOptions = {},
): ActiveTime {
  let hidden = false;
  let away = false;
  let since = from;
  let ms = 0;
  for (const action of actions) {
    if (action.at > now) break;
    const ran = !hidden && !away;
    if (action.type === "visibility") hidden = action.properties?.state === "hidden";
    else if (action.properties?.state === "away" && action.type === "input_activity")
      away = options.awayCounts !== true;
    else if (action.type !== "error" && action.type !== "dead_click") away = false;
    if (hidden) away = false;
    const runs = !hidden && !away;
    if (ran === runs) continue;
    if (ran) ms += Math.max(0, action.at - since);
    else since = Math.max(from, action.at);
  }
  const running = !hidden && !away;
  return { ms: running ? ms + Math.max(0, now - since) : ms, running };
}

/**
 * When so much active time will have passed if nothing happens, a whole millisecond that lies ahead; undefined while the
 * time stands still.
 */
export function reachedAt({ ms, running }: ActiveTime, wantedMs: number, now: EpochMs): EpochMs | undefined {
  return running && ms < wantedMs ? now + Math.max(1, Math.ceil(wantedMs - ms)) : undefined;
}
