import {
  assignPaths,
  createPathIndex,
  deviationCost,
  fitnessOf,
  followAction,
  missedSteps,
  NO_TRACKS,
} from "@usher/core";
import { PATHS } from "./paths/path-product.ts";
import { generateSessions, type LabelledSession, SHAPES } from "./paths/path-sessions.ts";

export const description = "golden paths: which workflow, which step was left out, who is told that they left a path";

/** What must hold. */
export const THRESHOLDS = { workflowAccuracy: 0.95, missedPrecision: 0.95, missedRecall: 0.95, falseAlarms: 0.02 };

/** The built-in `off_path` with its defaults. */
const OFF_PATH = { cost: 2, fitness: 0.6 };

interface Tally {
  sessions: number;
  assigned: number;
  missedFound: number;
  missedTold: number;
  missedTrue: number;
  alarms: number;
  /** Sessions in which something was wrong, and those of them that were told. */
  wrong: number;
  told: number;
}

export interface PathScores {
  readonly sessions: number;
  readonly workflowAccuracy: number;
  readonly missedPrecision: number;
  readonly missedRecall: number;
  /** Share of sessions in which nothing was wrong and that were told to have left a path at any moment. */
  readonly falseAlarms: number;
  /** Share of abandoned sessions in which leaving the path was noticed; without a threshold. */
  readonly noticedLeaving: number;
  readonly thresholds: typeof THRESHOLDS;
  readonly passes: boolean;
  readonly byShape: Readonly<
    Record<string, { readonly sessions: number; readonly workflowAccuracy: number; readonly alarms: number }>
  >;
}

/** Scores the matcher on generated sessions whose truth is known. */
export function run({ args }: { readonly args: readonly string[] }): PathScores {
  const count = Number(args[args.indexOf("--count") + 1] ?? "") || 200;
  const seed = Number(args[args.indexOf("--seed") + 1] ?? "") || 1;
  const index = createPathIndex(PATHS);
  const tallies = new Map<string, Tally>(SHAPES.map((shape) => [shape, emptyTally()]));
  for (const session of generateSessions(count, seed))
    score(session, tallies.get(session.shape) ?? emptyTally(), index);
  const all = [...tallies.values()].reduce(add, emptyTally());
  const fine = SHAPES.filter((shape) => !NOT_FINE.includes(shape))
    .map((shape) => tallies.get(shape) ?? emptyTally())
    .reduce(add, emptyTally());
  const left = tallies.get("abandoned") ?? emptyTally();
  const workflowAccuracy = all.assigned / all.sessions;
  const missedPrecision = all.missedTold === 0 ? 1 : all.missedTrue / all.missedTold;
  const missedRecall = all.missedFound === 0 ? 1 : all.missedTrue / all.missedFound;
  const falseAlarms = fine.alarms / fine.sessions;
  return {
    sessions: all.sessions,
    workflowAccuracy,
    missedPrecision,
    missedRecall,
    falseAlarms,
    noticedLeaving: left.told / left.wrong,
    thresholds: THRESHOLDS,
    passes:
      workflowAccuracy >= THRESHOLDS.workflowAccuracy &&
      missedPrecision >= THRESHOLDS.missedPrecision &&
      missedRecall >= THRESHOLDS.missedRecall &&
      falseAlarms <= THRESHOLDS.falseAlarms,
    byShape: Object.fromEntries(
      [...tallies].map(([shape, tally]) => [
        shape,
        { sessions: tally.sessions, workflowAccuracy: tally.assigned / tally.sessions, alarms: tally.alarms },
      ]),
    ),
  };
}

const NOT_FINE: readonly LabelledSession["shape"][] = ["skipped", "abandoned", "wandering"];

function score(session: LabelledSession, tally: Tally, index: ReturnType<typeof createPathIndex>): void {
  let tracks = NO_TRACKS;
  let hasAlarm = false;
  for (const action of session.actions) {
    tracks = followAction(tracks, action, index);
    for (const track of tracks.values()) {
      if (deviationCost(track) >= OFF_PATH.cost && fitnessOf(track) >= OFF_PATH.fitness) hasAlarm = true;
    }
  }
  const assigned = assignPaths(tracks, index);
  const ids = assigned.map(({ track }) => track.path.id).sort();
  const told = assigned.flatMap(({ track }) => missedSteps(track, true).map((step) => `${track.path.id}/${step.id}`));
  tally.sessions++;
  if (JSON.stringify(ids) === JSON.stringify([...session.workflows].sort())) tally.assigned++;
  tally.missedFound += session.missed.length;
  tally.missedTold += told.length;
  tally.missedTrue += told.filter((each) => session.missed.includes(each)).length;
  if (session.isFine && hasAlarm) tally.alarms++;
  if (!session.isFine) tally.wrong++;
  if (!session.isFine && hasAlarm) tally.told++;
}

function emptyTally(): Tally {
  return { sessions: 0, assigned: 0, missedFound: 0, missedTold: 0, missedTrue: 0, alarms: 0, wrong: 0, told: 0 };
}

function add(left: Tally, right: Tally): Tally {
  return {
    sessions: left.sessions + right.sessions,
    assigned: left.assigned + right.assigned,
    missedFound: left.missedFound + right.missedFound,
    missedTold: left.missedTold + right.missedTold,
    missedTrue: left.missedTrue + right.missedTrue,
    alarms: left.alarms + right.alarms,
    wrong: left.wrong + right.wrong,
    told: left.told + right.told,
  };
}
