import { wrongType } from "../fields/field.ts";
import { fieldPath, type Reading } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { isJsonObject } from "../json-values.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { readTriggers, type TriggersParse } from "./parse-triggers.ts";
import { readGoldenPaths, stepsOf } from "./path-fields.ts";

const NO_PATHS: ReadonlyMap<string, GoldenPath> = new Map();

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
): TriggersParse {
  const reading: Reading = { problems: [] };
  const triggers = readDocument(json, shared, at, reading);
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, triggers };
}

function readDocument(
  json: unknown,
  shared: ReadonlyMap<string, GoldenPath>,
  at: string,
  reading: Reading,
): readonly Trigger[] {
  if (Array.isArray(json)) return readTriggers(json, shared, at, { ...reading, steps: stepsOf(shared) });
  if (!isJsonObject(json)) {
    return wrongType(reading, at, "a list of triggers, or an object that has one", json) ?? [];
  }
  readFields({}, json, at, reading, ["$schema", "paths", "triggers"]);
  const own = readGoldenPaths(json.paths ?? {}, fieldPath(at, "paths"), reading);
  const paths = new Map([...shared, ...own]);
  return readTriggers(json.triggers, paths, fieldPath(at, "triggers"), { ...reading, steps: stepsOf(paths) });
}
