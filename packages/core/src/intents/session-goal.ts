import type { Action } from "../actions/action.ts";
import { cutText } from "../actions/cut-text.ts";
import { matchAnyPage } from "../actions/match-page.ts";
import { MINUTE_MS } from "../ids.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { matchesTarget } from "../signals/matches-target.ts";
import { followPath, type PathProgress } from "../signals/path-progress.ts";
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

function goalOfPath(actions: readonly Action[], paths: readonly GoldenPath[]): SessionGoal | undefined {
  const now = actions.at(-1)?.at ?? 0;
  let best: PathProgress | undefined;
  for (const path of paths) {
    const progress = followPath(path, actions);
    if (progress.furthest < 0 || now - progress.steppedAt > PATH_FRESH_MS) continue;
    if (best === undefined || isFurther(progress, best)) best = progress;
  }
  if (best === undefined) return undefined;
  const { path, done } = best;
  const evidence = actions.filter((action) => isStepOf(path, action)).map(({ id }) => id);
  return {
    goal: cutText(path.title, MAX_GOAL),
    intent: "unknown",
    confidence: round(0.5 + 0.45 * (done.size / path.steps.length)),
    evidence: evidence.slice(-MAX_EVIDENCE),
    pathId: path.id,
  };
}

/** The larger share of its steps; of two alike the one stepped on last. */
function isFurther(left: PathProgress, right: PathProgress): boolean {
  const by = left.done.size / left.path.steps.length - right.done.size / right.path.steps.length;
  return by > 0 || (by === 0 && left.steppedAt > right.steppedAt);
}

function isStepOf(path: GoldenPath, action: Action): boolean {
  if (action.type === "page_view") return false;
  return path.steps.some(
    (step) => matchesTarget(step.target, action) && matchAnyPage(step.page ?? path.page, action.url),
  );
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
