import type { Action } from "../../actions/action.ts";
import type { EpochMs } from "../../ids.ts";
import type { GoldenPath, PathStep } from "../golden-path.ts";
import type { StepMatch } from "./step-similarity.ts";

/** A step that was done, with what proves it. */
export interface StepDone extends StepMatch {
  readonly step: number;
  readonly actionId: string;
  readonly at: EpochMs;
}

/** One session on one path: how far, how well, and where it left. */
export interface PathTrack {
  readonly path: GoldenPath;
  /** Steps done in the current attempt, by position. */
  readonly done: ReadonlyMap<number, StepDone>;
  /** Position of the furthest step done. */
  readonly furthest: number;
  readonly begunAt: EpochMs;
  /** When the latest step was done for the first time. */
  readonly steppedAt: EpochMs;
  /** When the last required step was done; null before. */
  readonly completedAt: EpochMs | null;
  /** Actions since the latest step that are none of any path's. */
  readonly strayCount: number;
  /** How many of them, at the end, only looked at other pages: a run of looks counts as one, and as none on return. */
  readonly looked: 0 | 1;
  /** The first of them: where the session left the path. */
  readonly leftAt: { readonly actionId: string; readonly at: EpochMs } | null;
  /** Such actions between earlier steps. */
  readonly detourCount: number;
  /** Deeds since the furthest step was reached: a step passed over a moment ago may still follow. */
  readonly sinceFurthest: number;
  /** This attempt included. */
  readonly attempts: number;
  /** Best share of required steps over earlier attempts, 0 to 1. */
  readonly bestBefore: number;
}

/** A step that was passed may be made up for by the next deed; after that it counts as left out. */
const GRACE_DEEDS = 1;

/** Required steps left behind. `isOver`: the session has ended, nothing follows any more. */
export function missedSteps(track: PathTrack, isOver = false): readonly PathStep[] {
  const { path, done, furthest, sinceFurthest, completedAt } = track;
  return path.steps.filter((step, index) => {
    if (index >= furthest || step.optional === true || done.has(index)) return false;
    const mayFollow = !isOver && completedAt === null && index === furthest - 1 && sinceFurthest < GRACE_DEEDS;
    return !mayFollow;
  });
}

/** Share of the required steps that were done, 0 to 1. */
export function completionOf({ path, done }: Pick<PathTrack, "path" | "done">): number {
  const required = path.steps.flatMap((step, index) => (step.optional === true ? [] : [index]));
  if (required.length === 0) return done.size > 0 ? 1 : 0;
  return required.filter((index) => done.has(index)).length / required.length;
}

/** How well the session kept to the path as far as it followed it: 1 − cost ÷ worst cost of the alignment's prefix. */
export function fitnessOf(track: PathTrack): number {
  const { path, furthest, detourCount } = track;
  const passed = path.steps.filter((step, index) => index <= furthest && step.optional !== true).length;
  const worst = passed + detourCount;
  return worst === 0 ? 1 : 1 - (missedSteps(track, true).length + detourCount) / worst;
}

/** Steps left out plus actions since the latest step that are none of the path's; 0 once it is done. */
export function deviationCost(track: PathTrack): number {
  return track.completedAt === null ? missedSteps(track).length + track.strayCount : 0;
}

/** Required steps that are still to be done. */
export function remainingSteps({ path, done }: PathTrack): readonly PathStep[] {
  return path.steps.filter((step, index) => step.optional !== true && !done.has(index));
}

/** The last step without which the path is not done. */
export function lastRequired({ steps }: GoldenPath): number {
  const index = steps.findLastIndex((step) => step.optional !== true);
  return index < 0 ? steps.length - 1 : index;
}

export function beginTrack(path: GoldenPath, done: StepDone, before?: PathTrack): PathTrack {
  const map = new Map([[done.step, done]]);
  return {
    path,
    done: map,
    furthest: done.step,
    begunAt: done.at,
    steppedAt: done.at,
    completedAt: done.step === lastRequired(path) ? done.at : null,
    strayCount: 0,
    looked: 0,
    leftAt: null,
    detourCount: 0,
    sinceFurthest: 0,
    attempts: (before?.attempts ?? 0) + 1,
    bestBefore: before === undefined ? 0 : Math.max(before.bestBefore, completionOf(before)),
  };
}

/** The track after a step of it was done. */
export function stepTrack(track: PathTrack, done: StepDone): PathTrack {
  const isNew = !track.done.has(done.step);
  const isFurther = done.step > track.furthest;
  const isLast = done.step === lastRequired(track.path);
  return {
    ...track,
    done: isNew ? new Map(track.done).set(done.step, done) : track.done,
    furthest: Math.max(track.furthest, done.step),
    steppedAt: isNew ? done.at : track.steppedAt,
    completedAt: track.completedAt ?? (isLast ? done.at : null),
    detourCount: track.detourCount + track.strayCount,
    strayCount: 0,
    looked: 0,
    leftAt: null,
    sinceFurthest: isFurther ? 0 : track.sinceFurthest + 1,
  };
}

/** What a deed that is no step of a path is to it. */
export type Passing = "on_the_way" | "elsewhere" | "stray";

/**
 * The track after such a deed. A step of another path (`elsewhere`) is no detour, and neither is having looked at that
 * path's page just before: two workflows may be interleaved. Who looked at another page and came back did not leave.
 */
export function passTrack(track: PathTrack, action: Action, passing: Passing): PathTrack {
  if (track.completedAt !== null) return track;
  const sinceFurthest = track.sinceFurthest + 1;
  if (passing === "elsewhere" || (passing === "on_the_way" && action.type === "page_view")) {
    const strayCount = track.strayCount - track.looked;
    return { ...track, sinceFurthest, strayCount, looked: 0, leftAt: strayCount === 0 ? null : track.leftAt };
  }
  if (passing === "on_the_way") return { ...track, sinceFurthest };
  const isLook = action.type === "page_view";
  return {
    ...track,
    sinceFurthest,
    strayCount: track.strayCount + (isLook ? 1 - track.looked : 1),
    looked: isLook ? 1 : 0,
    leftAt: track.leftAt ?? { actionId: action.id, at: action.at },
  };
}
