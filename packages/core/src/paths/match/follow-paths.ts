import type { Action } from "../../actions/action.ts";
import { matchAnyPage } from "../../actions/match-page.ts";
import { MINUTE_MS } from "../../ids.ts";
import { isDeed } from "../../signals/deeds.ts";
import { withPagesSeen } from "./pages-seen.ts";
import type { PathIndex, StepCandidate } from "./path-index.ts";
import { beginTrack, type PathTrack, passTrack, type StepDone, stepTrack } from "./path-track.ts";
import { SURE_SCORE } from "./step-similarity.ts";

/** Every path that a session has begun. */
export type PathTracks = ReadonlyMap<string, PathTrack>;

export const NO_TRACKS: PathTracks = new Map();

/** Who begins again after so long begins anew. */
const ATTEMPT_GAP_MS: number = 30 * MINUTE_MS;

/**
 * One action more, as online alignment: for every path it is a step forward, a step made up for, a step repeated, or
 * none; and none is a detour only when it is no other path's step either, so that two workflows may be interleaved.
 * Actions in order of time. The given tracks stay as they are; unchanged ones are shared.
 */
export function followAction(tracks: PathTracks, action: Action, index: PathIndex): PathTracks {
  if (!isDeed(action)) return tracks;
  const fitting = bestByPath(
    index.candidates(action).filter(({ match }) => match.score >= SURE_SCORE),
    tracks,
  );
  if (fitting.size === 0 && tracks.size === 0) return tracks;
  const next = new Map<string, PathTrack>();
  for (const [pathId, track] of tracks) {
    const found = fitting.get(pathId);
    next.set(pathId, found === undefined ? pass(track, action, fitting.size > 0) : step(track, found, action));
  }
  for (const [pathId, found] of fitting) {
    if (!tracks.has(pathId)) next.set(pathId, withPagesSeen(beginTrack(found.path, doneBy(found, action)), action));
  }
  return next;
}

/** All actions of a session, in order. */
export function followPaths(actions: Iterable<Action>, index: PathIndex): PathTracks {
  let tracks = NO_TRACKS;
  for (const action of actions) tracks = followAction(tracks, action, index);
  return tracks;
}

function step(track: PathTrack, found: StepCandidate, action: Action): PathTrack {
  const done = doneBy(found, action);
  const isOver = track.completedAt !== null || action.at - track.steppedAt > ATTEMPT_GAP_MS;
  if (isOver && found.step === firstStep(track)) return beginTrack(track.path, done, track);
  return withPagesSeen(stepTrack(track, done), action);
}

function pass(track: PathTrack, action: Action, isElsewhere: boolean): PathTrack {
  return passTrack(track, action, isElsewhere ? "elsewhere" : isStray(track, action) ? "stray" : "on_the_way");
}

/** Filling in a form on the way is no detour; leaving the path's pages is. */
function isStray({ path }: PathTrack, action: Action): boolean {
  if (action.type === "change") return false;
  if (action.type !== "page_view") return true;
  return !path.steps.some((each) => matchAnyPage(each.page ?? path.page, action.url));
}

/** Of several steps of a path that an action fits: the nearest ahead, else one that was left out, else one repeated. */
function bestByPath(candidates: readonly StepCandidate[], tracks: PathTracks): ReadonlyMap<string, StepCandidate> {
  const best = new Map<string, StepCandidate>();
  for (const candidate of candidates) {
    const held = best.get(candidate.path.id);
    const track = tracks.get(candidate.path.id);
    if (held === undefined || rank(candidate, track) < rank(held, track)) best.set(candidate.path.id, candidate);
  }
  return best;
}

/** Smaller is better. */
function rank({ step: position }: StepCandidate, track: PathTrack | undefined): number {
  const isOver = track === undefined || track.completedAt !== null;
  const furthest = isOver ? -1 : track.furthest;
  if (track?.done.has(position) === true && !isOver) return 2_000 + position;
  return position > furthest ? position : 1_000 + position;
}

function firstStep({ path }: PathTrack): number {
  const first = path.steps.findIndex((each) => each.optional !== true);
  return Math.max(0, first);
}

function doneBy({ step: position, match }: StepCandidate, action: Action): StepDone {
  return { step: position, ...match, actionId: action.id, at: action.at };
}
