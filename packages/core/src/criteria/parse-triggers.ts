import { wrongType } from "../fields/field.ts";
import { fieldPath, type InputProblem, type Reading, report } from "../fields/input-problem.ts";
import { isJsonObject } from "../json-values.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { stepsOf } from "./path-fields.ts";
import { readTrigger } from "./read-trigger.ts";
import { triggerFields } from "./trigger-fields.ts";

/** Triggers one document may hold. Each is judged for every action. */
export const TRIGGERS_MAX = 200;

export type TriggersParse =
  | { readonly ok: true; readonly triggers: readonly Trigger[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * A list of triggers written as JSON. One defect refuses the whole list, and all of them are named; nothing is skipped
 * or guessed.
 * @param paths Golden paths that `howTo` may name.
 * @param at Path of the list inside the document, for problems.
 */
export function parseTriggers(
  json: unknown,
  paths: ReadonlyMap<string, GoldenPath>,
  at: string = "triggers",
): TriggersParse {
  const reading: Reading = { problems: [], steps: stepsOf(paths) };
  const triggers = readTriggers(json, paths, at, reading);
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, triggers };
}

export type TriggerParse =
  | { readonly ok: true; readonly trigger: Trigger }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** One trigger written as JSON; otherwise as `parseTriggers`. */
export function parseTrigger(json: unknown, paths: ReadonlyMap<string, GoldenPath>, at: string = ""): TriggerParse {
  const reading: Reading = { problems: [], steps: stepsOf(paths) };
  const trigger = readTrigger(json, triggerFields(paths), at, reading);
  return trigger === undefined ? { ok: false, problems: reading.problems } : { ok: true, trigger };
}

/** The triggers without a defect; the list is only good when nothing was reported. */
export function readTriggers(
  json: unknown,
  paths: ReadonlyMap<string, GoldenPath>,
  at: string,
  reading: Reading,
): readonly Trigger[] {
  if (json === undefined) return report(reading, at, "missing_field", "list the triggers") ?? [];
  if (!Array.isArray(json)) return wrongType(reading, at, "a list of triggers", json) ?? [];
  if (json.length > TRIGGERS_MAX) {
    return report(reading, at, "too_many", `write at most ${TRIGGERS_MAX} triggers, not ${json.length}`) ?? [];
  }
  const fields = triggerFields(paths);
  const triggers: Trigger[] = [];
  const ids = new Set<string>();
  for (const [index, value] of (json as readonly unknown[]).entries()) {
    const path = `${at}[${index}]`;
    const trigger = readTrigger(value, fields, path, reading);
    if (trigger !== undefined) triggers.push(trigger);
    const id = isJsonObject(value) ? value.id : undefined;
    if (typeof id !== "string") continue;
    if (ids.has(id)) report(reading, fieldPath(path, "id"), "duplicate_id", "an earlier trigger has this id");
    ids.add(id);
  }
  return triggers;
}
