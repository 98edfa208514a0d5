import type { PathTracks } from "./follow-paths.ts";
import type { PathIndex } from "./path-index.ts";
import { completionOf, fitnessOf, type PathTrack } from "./path-track.ts";

/** A path that a session is believed to have followed, and why. */
export interface PathAssignment {
  readonly track: PathTrack;
  /** 0 to 1. */
  readonly confidence: number;
  /** Steps done that no other path has, weighed by how many share them. */
  readonly evidence: number;
  readonly completion: number;
  readonly fitness: number;
}

/** Evidence below this is a coincidence: one control that several workflows use. */
const ENOUGH_EVIDENCE = 1;

/**
 * Which paths a session was about, the surest first. A step that several paths share counts for each only in part, and
 * what one path explains is no evidence for the next: who exported as PDF did not half export as CSV.
 */
export function assignPaths(tracks: PathTracks, index: PathIndex): readonly PathAssignment[] {
  const candidates = [...tracks.values()]
    .map((track) => judge(track, index))
    .filter(({ evidence, track }) => evidence >= ENOUGH_EVIDENCE && isFollowed(track))
    .sort((left, right) => right.confidence - left.confidence || (left.track.path.id < right.track.path.id ? -1 : 1));
  const explained = new Set<string>();
  return candidates.filter(({ track }) => {
    const own = [...track.done.values()].filter(({ actionId }) => !explained.has(actionId));
    if (own.reduce((sum, { score }) => sum + score, 0) < ENOUGH_EVIDENCE || own.length * 2 < track.done.size)
      return false;
    for (const { actionId } of own) explained.add(actionId);
    return true;
  });
}

function judge(track: PathTrack, index: PathIndex): PathAssignment {
  let evidence = 0;
  for (const done of track.done.values()) evidence += done.score * index.specificity(track.path, done.step);
  const completion = Math.max(completionOf(track), track.bestBefore);
  const fitness = fitnessOf(track);
  return {
    track,
    evidence,
    completion,
    fitness,
    confidence: Math.min(1, evidence / 3) * 0.5 + fitness * 0.25 + completion * 0.25,
  };
}

/** One control is a coincidence, also the first one: who looks around opens many things. */
function isFollowed({ path, done }: PathTrack): boolean {
  return done.size >= Math.min(2, path.steps.length);
}
