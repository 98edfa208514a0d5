import type { Action } from "../actions/action.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { followPaths, type PathTracks } from "../paths/match/follow-paths.ts";
import { createPathIndex, type PathIndex } from "../paths/match/path-index.ts";
import { deviationCost, fitnessOf, missedSteps, type PathTrack, remainingSteps } from "../paths/match/path-track.ts";
import type { GapView } from "./memory-view.ts";

/** Paths are compiled once per product, and compared for as long as they are in force. */
const indexes = new WeakMap<ReadonlyMap<string, GoldenPath>, PathIndex>();

/** Compares a session's actions with the golden paths; nothing is computed before somebody asks. */
export function createGapView(paths: ReadonlyMap<string, GoldenPath>, actions: readonly Action[]): GapView {
  let tracks: PathTracks | undefined;
  function trackOf(pathId: string): PathTrack | undefined {
    tracks ??= followPaths(actions, indexOf(paths));
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
  };
}

function indexOf(paths: ReadonlyMap<string, GoldenPath>): PathIndex {
  const known = indexes.get(paths);
  if (known !== undefined) return known;
  const index = createPathIndex(paths.values());
  indexes.set(paths, index);
  return index;
}
