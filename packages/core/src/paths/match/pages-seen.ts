import type { Action } from "../../actions/action.ts";
import { matchAnyPage } from "../../actions/match-page.ts";
import type { GoldenPath, PathStep } from "../golden-path.ts";
import type { PathTrack, StepDone } from "./path-track.ts";

/**
 * The track with the steps before the furthest that are nothing but seeing the page on which this action, a step of the
 * path, was done. The report of a page view may be lost, and some event sources send none; whoever acts on a page has
 * reached it.
 */
export function withPagesSeen(track: PathTrack, action: Action): PathTrack {
  const { path, done, furthest } = track;
  const seen = new Map<number, StepDone>();
  for (let step = 0; step < furthest; step++) {
    const each = path.steps[step];
    if (each === undefined || done.has(step) || !isVisitOf(path, each, action.url)) continue;
    seen.set(step, { step, score: 1, reason: "expectation", actionId: action.id, at: action.at });
  }
  return seen.size === 0 ? track : { ...track, done: new Map([...done, ...seen]) };
}

function isVisitOf(path: GoldenPath, { expects, page }: PathStep, url: string): boolean {
  if (expects?.type !== "page_view" || expects.label !== undefined) return false;
  return matchAnyPage(expects.page ?? page ?? path.page, url);
}
