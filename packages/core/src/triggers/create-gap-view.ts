import type { Action } from "../actions/action.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { followPath, missedSteps, type PathProgress, pathFitness } from "../signals/path-progress.ts";
import type { GapView } from "./memory-view.ts";

/** Compares a session's actions with the golden paths; each path is followed when it is first asked about. */
export function createGapView(paths: ReadonlyMap<string, GoldenPath>, actions: readonly Action[]): GapView {
  const followed = new Map<string, PathProgress | undefined>();
  function progressOf(pathId: string): PathProgress | undefined {
    if (!followed.has(pathId)) {
      const path = paths.get(pathId);
      followed.set(pathId, path === undefined ? undefined : followPath(path, actions));
    }
    const progress = followed.get(pathId);
    return progress !== undefined && progress.furthest >= 0 ? progress : undefined;
  }
  return {
    nextStep(pathId) {
      const progress = progressOf(pathId);
      const step = progress?.path.steps.find((each, index) => each.optional !== true && !progress.done.has(index));
      return step === undefined ? null : { stepId: step.id, title: step.title };
    },
    missedSteps(pathId) {
      const progress = progressOf(pathId);
      return progress === undefined ? [] : missedSteps(progress).map((step) => step.id);
    },
    fitness(pathId) {
      const progress = progressOf(pathId);
      return progress === undefined ? 0 : pathFitness(progress);
    },
    deviationCost(pathId) {
      const progress = progressOf(pathId);
      return progress === undefined || progress.isComplete ? 0 : missedSteps(progress).length + progress.strayCount;
    },
    currentStep(pathId) {
      const progress = progressOf(pathId);
      if (progress === undefined || progress.isComplete) return null;
      const step = progress.path.steps.find((each, index) => index > progress.furthest && each.optional !== true);
      return step === undefined ? null : { stepId: step.id, enteredAt: progress.steppedAt };
    },
  };
}
