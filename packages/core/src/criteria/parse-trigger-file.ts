import { wrongType } from "../fields/field.ts";
import { fieldPath, type InputProblem, type Reading } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { isJsonObject } from "../json-values.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { readTriggers } from "./parse-triggers.ts";
import { readGoldenPaths, stepsOf } from "./path-fields.ts";

const NO_PATHS: ReadonlyMap<string, GoldenPath> = new Map();

interface TriggerDocument {
  readonly triggers: readonly Trigger[];
  /** The golden paths the document brings: give them to `compileRules`, so that conditions about them can be met. */
  readonly paths: readonly GoldenPath[];
}

export type TriggerFileParse =
  | ({ readonly ok: true } & TriggerDocument)
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * A document of triggers: a list, or `{ "paths": { id: golden path }, "triggers": [ … ] }` with the golden paths that
 * its triggers name. A path may leave out its `id`: it is the key.
 * @param shared Golden paths from elsewhere that the document may name; its own win.
 * @param at Path of the document in a larger one, for problems.
 */
export function parseTriggerFile(
  json: unknown,
  shared: ReadonlyMap<string, GoldenPath> = NO_PATHS,
  at: string = "",
): TriggerFileParse {
  const reading: Reading = { problems: [] };
  const document = readDocument(json, shared, at, reading);
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, ...document };
}

function readDocument(
  json: unknown,
  shared: ReadonlyMap<string, GoldenPath>,
  at: string,
  reading: Reading,
): TriggerDocument {
  if (Array.isArray(json)) {
    return { triggers: readTriggers(json, shared, at, { ...reading, steps: stepsOf(shared) }), paths: [] };
  }
  if (!isJsonObject(json)) {
    wrongType(reading, at, "a list of triggers, or an object that has one", json);
    return { triggers: [], paths: [] };
  }
  readFields({}, json, at, reading, ["$schema", "paths", "triggers"]);
  const own = readGoldenPaths(json.paths ?? {}, fieldPath(at, "paths"), reading);
  const paths = new Map([...shared, ...own]);
  const known = { ...reading, steps: stepsOf(paths) };
  return { triggers: readTriggers(json.triggers, paths, fieldPath(at, "triggers"), known), paths: [...own.values()] };
}
