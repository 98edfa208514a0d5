import type { Action } from "../actions/action.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { followAction, followPaths, NO_TRACKS, type PathTracks } from "../paths/match/follow-paths.ts";
import { createPathIndex, type PathIndex } from "../paths/match/path-index.ts";
import { deviationCost, fitnessOf, missedSteps, type PathTrack, remainingSteps } from "../paths/match/path-track.ts";
import type { GapView } from "./memory-view.ts";

/** Paths are compiled once per product, and compared for as long as they are in force. */
const indexes = new WeakMap<ReadonlyMap<string, GoldenPath>, PathIndex>();

/** Where a window's tracks were left, under its last action: the window after the next event goes on from there. */
interface Followed {
  readonly first: Action;
  readonly count: number;
  readonly tracks: PathTracks;
}

const followed = new WeakMap<PathIndex, WeakMap<Action, Followed>>();

/**
 * The tracks of a window. A window that is the one before and one action more costs that action alone. Windows of one
 * session only ever gain actions and lose their first ones, so the same first action, last action and length are the
 * same window.
 */
function tracksOf(index: PathIndex, actions: readonly Action[]): PathTracks {
  const first = actions[0];
  const last = actions.at(-1);
  if (first === undefined || last === undefined) return NO_TRACKS;
  const known = followed.get(index) ?? new WeakMap<Action, Followed>();
  followed.set(index, known);
  const same = known.get(last);
  if (same?.first === first && same.count === actions.length) return same.tracks;
  const before = actions.at(-2);
  const prefix = before === undefined ? undefined : known.get(before);
  const tracks =
    prefix?.first === first && prefix.count === actions.length - 1
      ? followAction(prefix.tracks, last, index)
      : followPaths(actions, index);
  known.set(last, { first, count: actions.length, tracks });
  return tracks;
}

/** Compares a session's actions with the golden paths; nothing is computed before somebody asks. */
export function createGapView(paths: ReadonlyMap<string, GoldenPath>, actions: readonly Action[]): GapView {
  let tracks: PathTracks | undefined;
  function trackOf(pathId: string): PathTrack | undefined {
    tracks ??= tracksOf(indexOf(paths), actions);
    return tracks.get(pathId);
  }
  return {
    nextStep(pathId) {
      const track = trackOf(pathId);
      const [step] = track === undefined ? [] : remainingSteps(track);
      return step === undefined ? null : { stepId: step.id, title: step.title };
    },
    missedSteps(pathId) {
      const track = trackOf(pathId);
      return track === undefined ? [] : missedSteps(track).map((step) => step.id);
    },
    fitness(pathId) {
      const track = trackOf(pathId);
      return track === undefined ? 0 : fitnessOf(track);
    },
    deviationCost(pathId) {
      const track = trackOf(pathId);
      return track === undefined ? 0 : deviationCost(track);
    },
    currentStep(pathId) {
      const track = trackOf(pathId);
      if (track === undefined || track.completedAt !== null) return null;
      const step = track.path.steps.find((each, index) => index > track.furthest && each.optional !== true);
      return step === undefined ? null : { stepId: step.id, enteredAt: track.steppedAt };
    },
    isDone(pathId) {
      const track = trackOf(pathId);
      return track !== undefined && (track.completedAt !== null || track.bestBefore === 1);
    },
  };
}

function indexOf(paths: ReadonlyMap<string, GoldenPath>): PathIndex {
  const known = indexes.get(paths);
  if (known !== undefined) return known;
  const index = createPathIndex(paths.values());
  indexes.set(paths, index);
  return index;
}
