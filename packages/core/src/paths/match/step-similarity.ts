import type { Action } from "../../actions/action.ts";
import { matchAnyPage } from "../../actions/match-page.ts";
import { memoText } from "../../actions/memo-text.ts";
import { matchesTarget } from "../../signals/matches-target.ts";
import type { GoldenPath, PathStep } from "../golden-path.ts";

/** How surely an action did a step, and why that is believed. */
export interface StepMatch {
  /** 0 to 1. */
  readonly score: number;
  readonly reason: "expectation" | "control" | "name" | "similar_name";
}

/** From here on an action counts as the step. A likeness below it is a guess, and guesses are never counted. */
export const SURE_SCORE = 0.7;

/** The same names are compared at every event: those of the paths, and those of the page. */
const MEMO_SIZE = 8_192;

const NAME_SCORE = 0.95;
/** Share of words two names must have in common to be the same control, renamed. */
export const SIMILAR_SHARE = 0.75;

/** How well the action fits the step; undefined when it does not at all. */
export function matchStep(path: GoldenPath, step: PathStep, action: Action): StepMatch | undefined {
  const { expects } = step;
  if (expects !== undefined)
    return meetsExpectation(path, step, action) ? { score: 1, reason: "expectation" } : undefined;
  if (action.type === "page_view" || !matchAnyPage(step.page ?? path.page, action.url)) return undefined;
  if (matchesTarget(step.target, action)) return { score: 1, reason: "control" };
  const { name, role } = step.target;
  if (name === undefined || action.label === "") return undefined;
  const isSameKind = role === undefined || action.target?.role === undefined || action.target.role === role;
  if (!isSameKind) return undefined;
  if (foldLabel(name) === foldLabel(action.label)) return { score: NAME_SCORE, reason: "name" };
  const share = sharedWords(name, action.label);
  return share < SIMILAR_SHARE
    ? { score: share * 0.6, reason: "similar_name" }
    : { score: SURE_SCORE + (share - SIMILAR_SHARE) * 0.4, reason: "similar_name" };
}

function meetsExpectation(path: GoldenPath, step: PathStep, action: Action): boolean {
  const { type, label, page } = step.expects ?? {};
  if (type !== undefined && action.type !== type) return false;
  if (label !== undefined && foldLabel(label) !== foldLabel(action.label)) return false;
  return matchAnyPage(page ?? step.page ?? path.page, action.url);
}

/** Capital letters, spaces, closing dots and counts ("Apply to 3", "Apply to N") make no difference. */
export const foldLabel: (label: string) => string = memoText(
  (label) =>
    label
      .toLowerCase()
      .replace(/(?<![\p{L}\p{N}])(?:\p{N}+|n)(?![\p{L}\p{N}])/gu, "#")
      .replace(/\s+/g, " ")
      .replace(/[\s.…:]+$/g, "")
      .trim(),
  MEMO_SIZE,
);

/** The words of a label, each once. */
export const labelWords: (label: string) => ReadonlySet<string> = memoText(
  (label) => new Set(foldLabel(label).match(/[\p{L}\p{N}#]+/gu) ?? []),
  MEMO_SIZE,
);

/** Dice's coefficient over words. */
export function sharedWords(left: string, right: string): number {
  const leftWords = labelWords(left);
  const rightWords = labelWords(right);
  if (leftWords.size === 0 || rightWords.size === 0) return 0;
  let shared = 0;
  for (const word of leftWords) if (rightWords.has(word)) shared++;
  return (2 * shared) / (leftWords.size + rightWords.size);
}
