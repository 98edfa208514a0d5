import type { Action } from "../../actions/action.ts";
import type { GoldenPath } from "../golden-path.ts";
import { foldLabel, labelWords, matchStep, SIMILAR_SHARE, type StepMatch } from "./step-similarity.ts";

/** A step that an action fits. */
export interface StepCandidate {
  readonly path: GoldenPath;
  /** Position in the path. */
  readonly step: number;
  readonly match: StepMatch;
}

/** All paths of a product, prepared so that an action is compared only with steps it can fit. */
export interface PathIndex {
  readonly paths: ReadonlyMap<string, GoldenPath>;
  candidates(action: Action): readonly StepCandidate[];
  /** How much doing the step says about which path is followed: 1 when no other path has it, 1/n when n paths do. */
  specificity(path: GoldenPath, step: number): number;
}

interface StepPlace {
  readonly path: GoldenPath;
  readonly step: number;
}

const HANDLE =
  /^#([\w-]+)$|^\[(?:id|name|data-usher-anchor|data-test-?id|data-test|data-cy|data-qa)=["']?([^"'\]]+)["']?\]$/;

/** Built once for a set of paths; `candidates` then costs what the action's own names cost, not what there are paths. */
export function createPathIndex(paths: Iterable<GoldenPath>): PathIndex {
  const byId = new Map(Array.from(paths, (path) => [path.id, path]));
  const byKey = new Map<string, StepPlace[]>();
  /** Selectors by a part of a handle, or by structure: no key leads to them. */
  const unkeyed: StepPlace[] = [];
  const sharers = new Map<string, Set<string>>();
  const frequency = countWords(byId.values());
  for (const path of byId.values()) {
    path.steps.forEach((_, step) => {
      const keys = keysOfStep(path, step, frequency);
      if (keys.length === 0) unkeyed.push({ path, step });
      for (const key of keys) add(byKey, key, { path, step });
      const identity = identityOf(path, step);
      const known = sharers.get(identity) ?? new Set<string>();
      sharers.set(identity, known.add(path.id));
    });
  }

  return {
    paths: byId,
    candidates(action) {
      const seen = new Set<StepPlace>(unkeyed);
      for (const key of keysOfAction(action)) for (const place of byKey.get(key) ?? []) seen.add(place);
      const found: StepCandidate[] = [];
      const judged = new Map<string, Set<number>>();
      for (const { path, step } of seen) {
        const steps = judged.get(path.id) ?? new Set<number>();
        if (steps.has(step)) continue;
        judged.set(path.id, steps.add(step));
        const pathStep = path.steps[step];
        const match = pathStep && matchStep(path, pathStep, action);
        if (match !== undefined) found.push({ path, step, match });
      }
      return found;
    },
    specificity: (path, step) => 1 / (sharers.get(identityOf(path, step))?.size ?? 1),
  };
}

function add(map: Map<string, StepPlace[]>, key: string, place: StepPlace): void {
  const places = map.get(key);
  if (places === undefined) map.set(key, [place]);
  else places.push(place);
}

/** In how many steps each word is. */
function countWords(paths: Iterable<GoldenPath>): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const { steps } of paths) {
    for (const { target } of steps) {
      for (const word of labelWords(target.name ?? "")) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  return frequency;
}

/**
 * The rarest words of a name, so many that every name that is similar enough has one of them: the one that is in every
 * step ("button") need not lead to all of them.
 */
function tellingWords(name: string, frequency: ReadonlyMap<string, number>): readonly string[] {
  const words = [...labelWords(name)].sort(
    (left, right) => (frequency.get(left) ?? 0) - (frequency.get(right) ?? 0) || (left < right ? -1 : 1),
  );
  const mustShare = Math.ceil((SIMILAR_SHARE / (2 - SIMILAR_SHARE)) * words.length);
  return words.slice(0, words.length - mustShare + 1);
}

function keysOfStep(path: GoldenPath, index: number, frequency: ReadonlyMap<string, number>): readonly string[] {
  const step = path.steps[index];
  if (step === undefined) return [];
  if (step.expects !== undefined) {
    const { type, label } = step.expects;
    return label !== undefined ? [`label:${foldLabel(label)}`] : type !== undefined ? [`type:${type}`] : [];
  }
  const handles: string[] = [];
  for (const selector of step.target.selectors) {
    const found = HANDLE.exec(selector);
    const handle = found?.[1] ?? found?.[2];
    // One selector without a key is enough to make the step worth a look at every action.
    if (handle === undefined) return [];
    handles.push(`handle:${handle}`);
  }
  const words =
    step.target.name === undefined ? [] : tellingWords(step.target.name, frequency).map((word) => `word:${word}`);
  return [...handles, ...words];
}

function keysOfAction({ type, label, target }: Action): readonly string[] {
  const handles = [target?.id, target?.name, target?.testId, target?.anchor].filter((handle) => handle !== undefined);
  return [
    `type:${type}`,
    `label:${foldLabel(label)}`,
    ...handles.map((handle) => `handle:${handle}`),
    ...Array.from(labelWords(label), (word) => `word:${word}`),
  ];
}

/** Two steps are the same when one control, or one expected action, does both. */
function identityOf(path: GoldenPath, index: number): string {
  const step = path.steps[index];
  if (step === undefined) return "";
  if (step.expects !== undefined) return JSON.stringify([step.expects, step.expects.page ?? step.page ?? path.page]);
  const name = step.target.name === undefined ? null : foldLabel(step.target.name);
  return JSON.stringify([
    step.target.selectors[0] ?? null,
    step.target.selectors.length > 0 ? null : name,
    step.page ?? path.page,
  ]);
}
