import { UsherError } from "../../errors.ts";
import type { ConformanceArea } from "./area.ts";
import { firstDifference, reviveNumbers } from "./same-value.ts";

/** One recorded case: a line of a vector file. */
export interface Vector {
  readonly id: string;
  readonly fn: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  /** Only in questionable files: why the recorded outcome may be wrong. */
  readonly why?: readonly string[];
}

export interface Difference {
  readonly id: string;
  readonly fn: string;
  readonly why: readonly string[];
  /** Where the outcomes first differ, e.g. `/3/idle_s`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface AreaReport {
  readonly total: number;
  readonly passed: number;
  readonly differences: readonly Difference[];
}

/** Classes that mean no more than "the input is rejected"; ours is one coded error. */
const REJECTIONS: ReadonlySet<unknown> = new Set(["ValueError", "KeyError"]);

/** Reads a vector file: one JSON object per line. */
export function parseVectors(text: string): Vector[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Vector);
}

/** Runs every vector and compares outcomes. An outcome is a value or `{ error: <class name> }`. */
export async function runVectors(area: ConformanceArea, vectors: readonly Vector[]): Promise<AreaReport> {
  const differences: Difference[] = [];
  for (const { id, fn, input, expected: recorded, why = [] } of vectors) {
    const expected = reviveNumbers(recorded);
    const actual = await outcome(area, fn, input);
    const path = bothReject(expected, actual) ? null : firstDifference(expected, actual);
    if (path !== null) differences.push({ id, fn, why, path, expected, actual });
  }
  return { total: vectors.length, passed: vectors.length - differences.length, differences };
}

async function outcome(area: ConformanceArea, fn: string, input: Vector["input"]): Promise<unknown> {
  try {
    return await area.run(fn, reviveNumbers(input) as Vector["input"]);
  } catch (error) {
    if (error instanceof UsherError) return { error: error.name === "UsherError" ? "ValueError" : error.name };
    // Anything else is a fault of ours and never what a vector asks for.
    return { error: `unexpected ${String(error)}` };
  }
}

function bothReject(expected: unknown, actual: unknown): boolean {
  const [wanted, got] = [errorName(expected), errorName(actual)];
  return REJECTIONS.has(wanted) && (REJECTIONS.has(got) || got === "InvalidSnapshotError");
}

function errorName(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("error" in value)) return undefined;
  return Object.keys(value).length === 1 ? value.error : undefined;
}
