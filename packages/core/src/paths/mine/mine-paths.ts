import type { Action } from "../../actions/action.ts";
import type { DerivedTrigger } from "../../wire/path-api.ts";
import type { GoldenPath, PathStep } from "../golden-path.ts";
import { followPaths } from "../match/follow-paths.ts";
import { createPathIndex } from "../match/path-index.ts";
import { missedSteps, type PathTrack } from "../match/path-track.ts";
import { uniqueSlug } from "../slug.ts";
import { findChains } from "./find-chains.ts";
import { type MinedStep, measureSteps } from "./measure-steps.ts";
import { type Control, readControls } from "./read-controls.ts";

export interface MineOptions {
  /** Least number of sessions for a path. Default: 5, or 1 % of the sessions where that is more. */
  readonly minSupport?: number;
  /** Share of the sessions with a step that must have had the step before it, 0 to 1. Default 0.5. */
  readonly minConfidence?: number;
  /** Default 3. */
  readonly minSteps?: number;
}

/** A path that people follow without anybody having drawn it: a draft, for a person to name and to approve. */
export interface MinedPath {
  readonly path: GoldenPath;
  /** Sessions that used at least two of its controls in their order, and those that came to its end. */
  readonly sessions: number;
  readonly completed: number;
  readonly steps: readonly MinedStep[];
  /** Ids of steps at which people get stuck: they try again and again, or give up. */
  readonly stuckAt: readonly string[];
  readonly triggers: readonly MinedTrigger[];
}

export interface MinedTrigger {
  readonly trigger: DerivedTrigger;
  readonly stepId?: string;
  /** Sessions in which there was a reason for it. */
  readonly support: number;
}

export interface MiningReport {
  readonly sessions: number;
  readonly actions: number;
  /** The most followed first. */
  readonly paths: readonly MinedPath[];
}

const GOAL = "(say what is true afterwards)";

/** Proposes paths, drop-off points and triggers from sessions. Deterministic; nothing is put in force. */
export function minePaths(sessions: readonly (readonly Action[])[], options: MineOptions = {}): MiningReport {
  const { minSupport = Math.max(5, Math.ceil(sessions.length * 0.01)), minConfidence = 0.5, minSteps = 3 } = options;
  const read = readControls(sessions);
  const chains = findChains(read.controls, read.sessions, { minSupport, minConfidence, minSteps });
  const taken = new Set<string>();
  const drafts = chains.map((chain) => draftOf(chain, taken));
  const index = createPathIndex(drafts);
  const tracksOf = new Map<string, { readonly track: PathTrack; readonly actions: readonly Action[] }[]>();
  for (const actions of sessions) {
    const tracks = [...followPaths(actions, index).values()];
    for (const track of tracks) {
      if (track.done.size < 2 || tracks.some((other) => tookOther(track, other))) continue;
      const found = tracksOf.get(track.path.id) ?? [];
      found.push({ track, actions });
      tracksOf.set(track.path.id, found);
    }
  }
  const paths = drafts
    .map((path) => measure(path, tracksOf.get(path.id) ?? []))
    .filter((mined) => mined.sessions >= minSupport)
    .sort((left, right) => right.sessions - left.sessions || (left.path.id < right.path.id ? -1 : 1));
  return { sessions: sessions.length, actions: sessions.reduce((sum, { length }) => sum + length, 0), paths };
}

/** Whether a session that began both paths alike went on with the other one: it did not give up this one. */
function tookOther(track: PathTrack, other: PathTrack): boolean {
  const [first] = track.path.steps;
  const [otherFirst] = other.path.steps;
  const isShared = first.target.selectors[0] === otherFirst.target.selectors[0] && first.title === otherFirst.title;
  return other !== track && isShared && other.done.size > track.done.size;
}

function measure(
  path: GoldenPath,
  found: readonly { readonly track: PathTrack; readonly actions: readonly Action[] }[],
): MinedPath {
  const steps = measureSteps(path, found);
  const stuck = steps.filter(({ isStuck }) => isStuck);
  const skipping = found.filter(({ track }) => missedSteps(track, true).length > 0).length;
  const triggers: MinedTrigger[] = [
    ...stuck.map(({ stepId, gaveUp, retried }) => ({
      trigger: "stuck_step" as const,
      stepId,
      support: Math.max(gaveUp, retried),
    })),
    ...(skipping === 0 ? [] : [{ trigger: "skipped_step" as const, support: skipping }]),
  ];
  const left = found.filter(({ track }) => track.completedAt === null && track.strayCount >= 2).length;
  if (left > 0) triggers.push({ trigger: "off_path", support: left });
  return {
    path,
    sessions: found.length,
    completed: found.filter(({ track }) => track.completedAt !== null).length,
    steps,
    stuckAt: stuck.map(({ stepId }) => stepId),
    triggers: triggers.sort((one, two) => two.support - one.support),
  };
}

function draftOf(chain: readonly Control[], takenIds: Set<string>): GoldenPath {
  const stepIds = new Set<string>();
  const steps = chain.map((control): PathStep => {
    const name = nameOf(control);
    return {
      id: uniqueSlug(name, "step", stepIds),
      title: name,
      description: `Use **${name}**.`,
      target: {
        selectors: control.selector === undefined ? [] : [control.selector],
        ...(control.role === undefined ? {} : { role: control.role }),
        ...(control.label === "" ? {} : { name: name }),
      },
      page: [control.page],
    };
  });
  const [first, ...others] = steps as [PathStep, ...PathStep[]];
  const last = steps.at(-1) ?? first;
  return {
    id: uniqueSlug(last.title, "path", takenIds),
    title: last.title,
    page: first.page ?? ["*"],
    steps: [first, ...others],
    goal: GOAL,
  };
}

function nameOf({ label, selector, key }: Control): string {
  return Array.from(label || selector || key)
    .slice(0, 80)
    .join("");
}
