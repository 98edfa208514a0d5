import type { Action } from "../actions/action.ts";
import { matchAnyPage } from "../actions/match-page.ts";
import type { EpochMs } from "../ids.ts";
import type { GoldenPath, PathStep } from "../paths/golden-path.ts";
import { isDeed } from "./deeds.ts";
import { matchesTarget } from "./matches-target.ts";

/** How far one session got on one path, and how well it kept to it. */
export interface PathProgress {
  readonly path: GoldenPath;
  /** Positions of the steps done in the latest attempt. */
  readonly done: ReadonlySet<number>;
  /** Position of the furthest step done; -1 before the path is begun. */
  readonly furthest: number;
  /** When the latest step was done. */
  readonly steppedAt: EpochMs;
  readonly isComplete: boolean;
  /** Actions since the latest step that are none of the path's. */
  readonly strayCount: number;
}

/**
 * Follows the actions along the path, as an online alignment: an action that fits a step moves forward, one that fits
 * none and follows a step is a stray. Once every required step up to the last is done the attempt is over; a first step
 * after that begins a new one.
 */
export function followPath(path: GoldenPath, actions: readonly Action[]): PathProgress {
  const last = lastRequired(path.steps);
  let done = new Set<number>();
  let furthest = -1;
  let steppedAt = 0;
  let strayCount = 0;
  let isComplete = false;
  for (const action of actions) {
    if (!isDeed(action)) continue;
    const step = findStep(path, action, done, isComplete ? path.steps.length : furthest);
    if (step === undefined) {
      if (furthest >= 0 && !isComplete && isStray(path, action)) strayCount++;
      continue;
    }
    if (isComplete) {
      // A step that was left out can still be made up for.
      done = step === 0 ? new Set() : new Set(done).add(step);
      if (step !== 0) continue;
      furthest = -1;
    }
    // The same step again is neither progress nor a detour.
    if (!done.has(step)) steppedAt = action.at;
    done.add(step);
    furthest = Math.max(furthest, step);
    strayCount = 0;
    isComplete = done.has(last);
  }
  return { path, done, furthest, steppedAt, isComplete, strayCount };
}

/** Required steps left behind. */
export function missedSteps({ path, done, furthest }: PathProgress): readonly PathStep[] {
  return path.steps.filter((step, index) => index < furthest && step.optional !== true && !done.has(index));
}

/** Share of the required steps up to the furthest that were done; 0 before the path is begun. */
export function pathFitness(progress: PathProgress): number {
  if (progress.furthest < 0) return 0;
  const passed = progress.path.steps.filter((step, index) => index <= progress.furthest && step.optional !== true);
  return passed.length === 0 ? 1 : 1 - missedSteps(progress).length / passed.length;
}

function lastRequired(steps: readonly PathStep[]): number {
  const index = steps.findLastIndex((step) => step.optional !== true);
  return index < 0 ? steps.length - 1 : index;
}

/** The nearest step ahead that fits, else one that was passed. */
function findStep(path: GoldenPath, action: Action, done: ReadonlySet<number>, furthest: number): number | undefined {
  const fitting = path.steps.flatMap((step, index) => (fits(path, step, action) ? [index] : []));
  return fitting.find((index) => index > furthest && !done.has(index)) ?? fitting[0];
}

function fits(path: GoldenPath, step: PathStep, action: Action): boolean {
  return (
    action.type !== "page_view" &&
    matchAnyPage(step.page ?? path.page, action.url) &&
    matchesTarget(step.target, action)
  );
}

/** Filling in a form on the way is no detour; leaving the path's pages is. */
function isStray(path: GoldenPath, action: Action): boolean {
  if (action.type === "change") return false;
  if (action.type !== "page_view") return true;
  return !path.steps.some((step) => matchAnyPage(step.page ?? path.page, action.url));
}
