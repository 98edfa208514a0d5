import type { InputProblem, Reading } from "../fields/input-problem.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import type { Condition } from "../triggers/condition.ts";
import { stepsOf } from "./path-fields.ts";
import { readCriteria } from "./read-criteria.ts";

export interface CriteriaOptions {
  /** Path of the value inside the document, for problems. Default: the document itself. */
  readonly at?: string;
  /** Golden paths that criteria may name, with their steps; without it, names are taken as they are. */
  readonly paths?: ReadonlyMap<string, GoldenPath>;
}

export type CriteriaParse =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** JSON criteria → the condition they mean, or every problem they have. Never throws. */
export function parseCriteria(json: unknown, { at = "", paths }: CriteriaOptions = {}): CriteriaParse {
  const reading: Reading = { problems: [], ...(paths === undefined ? {} : { steps: stepsOf(paths) }) };
  const condition = readCriteria(json, at, reading);
  return condition === undefined ? { ok: false, problems: reading.problems } : { ok: true, condition };
}
