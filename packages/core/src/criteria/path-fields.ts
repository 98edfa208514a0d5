import { type Field, optional, wrongType } from "../fields/field.ts";
import { fieldPath, type KnownSteps, type Reading, report } from "../fields/input-problem.ts";
import { didYouMean } from "../fields/suggest.ts";
import { cut, readText, textField } from "../fields/text-fields.ts";
import { isJsonObject } from "../json-values.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { goldenPathField } from "../paths/parse-golden-path.ts";

const ACCEPTS = "id of a golden path";

/** The id of a golden path; a misspelt one would never be met, so it is looked up. */
export function pathIdField(description: string): Field<string> {
  return {
    ...textField(description),
    accepts: ACCEPTS,
    read(value, path, reading) {
      const id = readText(value, path, reading, ACCEPTS);
      if (id === undefined || reading.steps === undefined || reading.steps.has(id)) return id;
      return unknownPath(id, [...reading.steps.keys()], path, reading);
    },
  };
}

export function unknownPath(id: string, known: readonly string[], path: string, reading: Reading): undefined {
  const fix = known.length === 0 ? "there are none yet" : didYouMean(id, known);
  return report(reading, path, "unknown_path", `"${cut(id)}" is no golden path; ${fix}`);
}

export interface StepFields {
  readonly path: Field<string>;
  readonly step: Field<string | undefined>;
}

/** A golden path and, perhaps, one step of it. */
export const stepFields: StepFields = {
  path: pathIdField("The golden path"),
  step: optional(textField("Id of one of its steps; any step when left out")),
};

export function checkStep(
  { path: id, step }: { readonly path: string; readonly step?: string },
  path: string,
  reading: Reading,
): void {
  const known = reading.steps?.get(id);
  if (step === undefined || known === undefined || known.includes(step)) return;
  report(
    reading,
    fieldPath(path, "step"),
    "unknown_step",
    `"${cut(step)}" is no step of "${id}"; ${didYouMean(step, known)}`,
  );
}

export function stepsOf(paths: ReadonlyMap<string, GoldenPath>): KnownSteps {
  return new Map(Array.from(paths.values(), ({ id, steps }) => [id, steps.map((step) => step.id)]));
}

/** Golden paths by id, those without a defect. A path may leave out its `id`: it is the key. */
export function readGoldenPaths(value: unknown, at: string, reading: Reading): ReadonlyMap<string, GoldenPath> {
  const paths = new Map<string, GoldenPath>();
  if (!isJsonObject(value)) {
    wrongType(reading, at, "an object of golden paths by id", value);
    return paths;
  }
  for (const [id, json] of Object.entries(value)) {
    const path = goldenPathField.read(isJsonObject(json) ? { id, ...json } : json, fieldPath(at, id), reading);
    if (path !== undefined) paths.set(id, path);
  }
  return paths;
}
