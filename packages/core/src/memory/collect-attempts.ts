import type { Action } from "../actions/action.ts";
import { assignPaths } from "../paths/match/assign-paths.ts";
import { followAction, NO_TRACKS, type PathTracks } from "../paths/match/follow-paths.ts";
import type { PathIndex } from "../paths/match/path-index.ts";
import { completionOf, type PathTrack } from "../paths/match/path-track.ts";

/** A golden path that a session was about, with every attempt at it. */
export interface PathAttempts {
  readonly path: PathTrack["path"];
  /** 0 to 1. */
  readonly confidence: number;
  /** In order of time. */
  readonly attempts: readonly PathTrack[];
}

/** Paths are assigned by their best attempt; a touch of one control of another path is none. */
export function collectAttempts(actions: readonly Action[], index: PathIndex): readonly PathAttempts[] {
  const attempts = new Map<string, PathTrack[]>();
  let tracks: PathTracks = NO_TRACKS;
  for (const action of actions) {
    const next = followAction(tracks, action, index);
    for (const [id, track] of tracks) {
      const now = next.get(id);
      if (now !== undefined && now.attempts > track.attempts) keep(attempts, track);
    }
    tracks = next;
  }
  for (const track of tracks.values()) keep(attempts, track);
  const best = new Map(Array.from(attempts, ([id, all]) => [id, all.reduce(better)]));
  return assignPaths(best, index).map(({ track, confidence }) => ({
    path: track.path,
    confidence: Math.round(confidence * 100) / 100,
    attempts: (attempts.get(track.path.id) ?? []).filter(isAttempt),
  }));
}

function keep(attempts: Map<string, PathTrack[]>, track: PathTrack): void {
  const known = attempts.get(track.path.id);
  if (known === undefined) attempts.set(track.path.id, [track]);
  else known.push(track);
}

function better(left: PathTrack, right: PathTrack): PathTrack {
  return completionOf(right) > completionOf(left) ? right : left;
}

/** One step in the middle is a coincidence; the first one is a beginning. */
function isAttempt({ path, done }: PathTrack): boolean {
  return done.size >= Math.min(2, path.steps.length) || done.has(0);
}
