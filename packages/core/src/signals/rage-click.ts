import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { actionsOfTab, recentActions } from "./recent-actions.ts";
import { isRepeatable } from "./repeatable-control.ts";
import type { SignalReading } from "./signal-reading.ts";
import { targetKey } from "./target-key.ts";

export interface RageClickParams {
  /** Clicks on one control within `withinMs` that make rage. */
  readonly clicks: number;
  /** The same when each of them was also dead. */
  readonly deadClicks: number;
  readonly withinMs: number;
  /** Greatest width and height of the box around the clicks, pixels. */
  readonly boxPx: number;
  /** How long it stays worth an offer, and counts as one. */
  readonly freshS: number;
  /** Labels on which quick clicks are normal, besides the built-in ones (next, previous, +, −, …). */
  readonly ignore: readonly string[];
}

/** The most clicks that one control of the current page got in quick succession lately. */
export function measureRageClick(actions: readonly Action[], now: EpochMs, params: RageClickParams): SignalReading {
  const recent = actionsOfTab(recentActions(actions, now - params.freshS * SECOND_MS - params.withinMs));
  const page = recent.findLast((action) => action.url !== "")?.canonicalUrl;
  const dead = deadClicks(recent);
  const ignored = new Set(params.ignore.map((label) => label.toLowerCase()));
  const runs = new Map<string, Action[]>();
  let reading: SignalReading = { met: false, value: 0, threshold: params.clicks };
  for (const action of recent) {
    if (action.type !== "click" || action.canonicalUrl !== page) continue;
    const key = targetKey(action);
    if (key === "" || isRepeatable(action) || ignored.has(action.label.toLowerCase())) continue;
    if (action.properties?.void === true) {
      runs.delete(key);
      continue;
    }
    const run = (runs.get(key) ?? []).filter(({ at }) => action.at - at <= params.withinMs);
    run.push(action);
    runs.set(key, run);
    if (action.at < now - params.freshS * SECOND_MS) continue;
    const burst = inOnePlace(run, params.boxPx);
    const threshold = burst.every(({ id }) => dead.has(id)) ? params.deadClicks : params.clicks;
    const met = burst.length >= threshold;
    if ((met && !reading.met) || (met === reading.met && burst.length > reading.value)) {
      reading = { met, value: burst.length, threshold };
    }
  }
  return reading;
}

function deadClicks(actions: readonly Action[]): ReadonlySet<unknown> {
  const dead = actions.filter((action) => action.type === "dead_click");
  return new Set(dead.map((action) => action.properties?.click_id));
}

/** The clicks that share a box with the latest: a stray one elsewhere on a large control must not hide the burst. */
function inOnePlace(run: readonly Action[], boxPx: number): readonly Action[] {
  const burst: Action[] = [];
  for (const click of run.toReversed()) {
    if (fitsBox([...burst, click], boxPx)) burst.push(click);
  }
  return burst;
}

/** Clicks whose place is unknown are taken to be in the same place. */
function fitsBox(clicks: readonly Action[], boxPx: number): boolean {
  return spread(clicks, "x") <= boxPx && spread(clicks, "y") <= boxPx;
}

function spread(clicks: readonly Action[], axis: "x" | "y"): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { properties } of clicks) {
    const value = properties?.[axis];
    if (typeof value !== "number") continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most < least ? 0 : most - least;
}
