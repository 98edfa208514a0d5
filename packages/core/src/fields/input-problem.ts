/** One thing wrong with JSON that a person wrote. */
export interface InputProblem {
  /** Where, e.g. `triggers[2].when.all[1].within_s`. For a field that is missing: where it should be. */
  readonly path: string;
  readonly code: InputProblemCode;
  /** What is wrong and what to write instead, for people. */
  readonly detail: string;
}

/** Stable; what tests and editors go by. */
export type InputProblemCode =
  | "missing_field"
  | "unknown_field"
  | "wrong_type"
  | "out_of_range"
  | "too_long"
  | "empty"
  | "not_a_choice"
  | "invalid_pattern"
  | "invalid_id"
  | "duplicate_id"
  | "unknown_type"
  | "unknown_builtin"
  | "unknown_path"
  | "unknown_step"
  | "not_a_node"
  | "ambiguous_node"
  | "too_deep"
  | "too_many"
  | "invalid_trigger"
  | "invalid_path";

/** Ids of golden paths and of their steps. */
export type KnownSteps = ReadonlyMap<string, readonly string[]>;

/** What a reading writes into and may look up. One per document. */
export interface Reading {
  /** Every problem found so far, in reading order. */
  readonly problems: InputProblem[];
  /** Golden paths that may be referred to, with the ids of their steps; undefined leaves references unchecked. */
  readonly steps?: KnownSteps;
}

export function report(reading: Reading, path: string, code: InputProblemCode, detail: string): undefined {
  reading.problems.push({ path, code, detail });
  return undefined;
}

/** The path of a field of the value at `path`; the document itself has the path "". */
export function fieldPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
