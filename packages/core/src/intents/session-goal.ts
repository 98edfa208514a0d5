import type { Action } from "../actions/action.ts";
import { cutText } from "../actions/cut-text.ts";
import { MINUTE_MS } from "../ids.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { followPaths } from "../paths/match/follow-paths.ts";
import { createPathIndex, type PathIndex } from "../paths/match/path-index.ts";
import type { PathTrack } from "../paths/match/path-track.ts";
import { inferIntent } from "./infer-intent.ts";
import type { Intent, IntentName } from "./intent.ts";

/** What a session seems to be about. */
export interface SessionGoal {
  /** A golden path's title, or the name of the control that was used for it; at most 80 characters. */
  readonly goal: string;
  /** `unknown` when a golden path says what it is. */
  readonly intent: IntentName;
  /** From 0 to 1, two decimals. Below 0.4 no goal is named. */
  readonly confidence: number;
  /** Ids of the actions it rests on, oldest first; at most 5, the latest. */
  readonly evidence: readonly string[];
  /** The golden path that is followed, when one is. */
  readonly pathId?: string;
}

const LOOK_BACK = 50;
const MAX_EVIDENCE = 5;
const MAX_GOAL = 80;
const HALF_LIFE_MS = 5 * MINUTE_MS;
const PATH_FRESH_MS = 15 * MINUTE_MS;
const MIN_CONFIDENCE = 0.4;

/** Means and not ends: nobody comes to a product to select or to go back. */
const MEANS: ReadonlySet<IntentName> = new Set([
  "unknown",
  "navigate",
  "open",
  "fill",
  "select",
  "confirm",
  "cancel",
  "undo",
  "retry",
]);

/**
 * What the latest actions are about: the golden path that is being followed, else the intent that weighs most, the
 * latest counting most. At least two actions must speak for it. Undefined when nothing does, or several do alike.
 *
 * @param actions Oldest first.
 */
export function inferSessionGoal(
  actions: readonly Action[],
  paths: readonly GoldenPath[] = [],
): SessionGoal | undefined {
  const recent = actions.slice(-LOOK_BACK);
  return goalOfPath(recent, paths) ?? goalOfIntents(recent);
}

/** Paths are compared with every step of every session: prepared once for as long as a product has them. */
const INDEXES = new WeakMap<readonly GoldenPath[], PathIndex>();

function indexOf(paths: readonly GoldenPath[]): PathIndex {
  const known = INDEXES.get(paths);
  if (known !== undefined) return known;
  const index = createPathIndex(paths);
  INDEXES.set(paths, index);
  return index;
}

function goalOfPath(actions: readonly Action[], paths: readonly GoldenPath[]): SessionGoal | undefined {
  if (paths.length === 0) return undefined;
  const now = actions.at(-1)?.at ?? 0;
  let best: PathTrack | undefined;
  for (const track of followPaths(actions, indexOf(paths)).values()) {
    if (now - track.steppedAt > PATH_FRESH_MS) continue;
    if (best === undefined || isFurther(track, best)) best = track;
  }
  if (best === undefined) return undefined;
  const { path, done } = best;
  const evidence = [...done.values()].sort((left, right) => left.at - right.at).map(({ actionId }) => actionId);
  return {
    goal: cutText(path.title, MAX_GOAL),
    intent: "unknown",
    confidence: round(0.5 + 0.45 * (done.size / path.steps.length)),
    evidence: evidence.slice(-MAX_EVIDENCE),
    pathId: path.id,
  };
}

/** The larger share of its steps; of two alike the one stepped on last. */
function isFurther(left: PathTrack, right: PathTrack): boolean {
  const by = left.done.size / left.path.steps.length - right.done.size / right.path.steps.length;
  return by > 0 || (by === 0 && left.steppedAt > right.steppedAt);
}

/** The same actions are looked at again after each that follows; what each is for never changes. */
const INTENTS = new WeakMap<Action, Intent>();

function intentOf(action: Action): Intent {
  const known = INTENTS.get(action);
  if (known !== undefined) return known;
  const intent = inferIntent(action);
  INTENTS.set(action, intent);
  return intent;
}

interface Candidate {
  readonly intent: IntentName;
  weight: number;
  readonly evidence: string[];
  readonly names: Map<string, number>;
}

function goalOfIntents(actions: readonly Action[]): SessionGoal | undefined {
  const now = actions.reduce((latest, { at }) => Math.max(latest, at), 0);
  const candidates = new Map<IntentName, Candidate>();
  let total = 0;
  for (const action of actions) {
    const { intent, confidence } = intentOf(action);
    if (MEANS.has(intent)) continue;
    const weight = confidence * 0.5 ** ((now - action.at) / HALF_LIFE_MS);
    const candidate = candidates.get(intent) ?? newCandidate(intent);
    candidates.set(intent, candidate);
    candidate.weight += weight;
    candidate.evidence.push(action.id);
    candidate.names.set(action.label, (candidate.names.get(action.label) ?? 0) + weight);
    total += weight;
  }
  const best = heaviest([...candidates.values()].map((candidate) => [candidate, candidate.weight]));
  if (best === undefined || best.evidence.length < 2) return undefined;
  const goal = heaviest([...best.names].filter(([name]) => name !== "")) ?? "";
  const confidence = round((best.weight / total) * (1 - 0.5 ** best.evidence.length));
  if (goal === "" || confidence < MIN_CONFIDENCE) return undefined;
  const evidence = best.evidence.slice(-MAX_EVIDENCE);
  return { goal: cutText(goal, MAX_GOAL), intent: best.intent, confidence, evidence };
}

function newCandidate(intent: IntentName): Candidate {
  return { intent, weight: 0, evidence: [], names: new Map() };
}

/** Of several alike the first: the order of the actions decides, so the answer is always the same. */
function heaviest<Value>(entries: readonly (readonly [Value, number])[]): Value | undefined {
  let best: readonly [Value, number] | undefined;
  for (const entry of entries) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
