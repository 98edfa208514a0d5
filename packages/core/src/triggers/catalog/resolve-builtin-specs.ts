import { UsherError } from "../../errors.ts";
import { isJsonObject, type JsonObject, jsonNumber } from "../../json-values.ts";
import { TRIGGER_ID_CANONICAL_URL_PING_PONG } from "../builtin/proactive-trigger-ids.ts";
import { TRIGGERING_TYPES, type TriggeringType } from "../triggering-type.ts";
import { type BuiltinTriggerCatalogEntry, findBuiltinTrigger } from "./builtin-trigger-catalog.ts";

/** Code of the error, and name of the log event, for a configuration row that cannot be used. */
export const BUILTIN_SPEC_INVALID_EVENT = "proactive_builtin_spec_invalid";

/** One row of `proactive_triggers.builtins` with the catalogue's defaults merged in. */
export interface ResolvedBuiltinTriggerSpec {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Seconds, above 0. */
  readonly interactionTimeoutS: number;
  /** Seconds, above 0. */
  readonly cooldownS: number;
  readonly triggeringType: TriggeringType;
  /** Only for ping-pong, and only when the row sets it. */
  readonly minCycles?: number;
}

/**
 * Reads `proactive_triggers.builtins`. Unknown keys are ignored; null counts as left out. Throws UsherError
 * `proactive_builtin_spec_invalid` with the path of the first unusable field, e.g. `builtins[1].cooldown_s`.
 */
export function resolveBuiltinSpecs(builtins: unknown): readonly ResolvedBuiltinTriggerSpec[] {
  if (!Array.isArray(builtins)) throw invalid("builtins", "give a list of rows");
  return (builtins as readonly unknown[]).map((row, at) => resolveRow(row, `builtins[${at}]`));
}

function resolveRow(row: unknown, path: string): ResolvedBuiltinTriggerSpec {
  if (!isJsonObject(row)) throw invalid(path, "give an object");
  const id = requiredText(row, "id", path);
  const entry = findBuiltinTrigger(id);
  if (entry === undefined) throw invalid(`${path}.id`, `no built-in is called "${id}"`);
  const spec = {
    id,
    name: requiredText(row, "name", path),
    description: requiredText(row, "description", path),
    interactionTimeoutS: seconds(row, "interaction_timeout_s", path, entry.defaultInteractionTimeoutS),
    cooldownS: seconds(row, "cooldown_s", path, entry.defaultCooldownS),
    triggeringType: triggeringType(row, path, entry),
  };
  const minCycles = row.min_cycles ?? undefined;
  if (id !== TRIGGER_ID_CANONICAL_URL_PING_PONG || minCycles === undefined) return spec;
  return { ...spec, minCycles: wholeNumber(minCycles, `${path}.min_cycles`) };
}

function requiredText(row: JsonObject, key: string, path: string): string {
  const value = row[key];
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") throw invalid(`${path}.${key}`, "give a text that is not blank");
  return text;
}

function seconds(row: JsonObject, key: string, path: string, fallback: number): number {
  const value = row[key] ?? undefined;
  if (value === undefined) return fallback;
  const number = jsonNumber(value);
  if (number === undefined || number <= 0) throw invalid(`${path}.${key}`, "give a number of seconds above 0");
  return number;
}

function triggeringType(row: JsonObject, path: string, entry: BuiltinTriggerCatalogEntry): TriggeringType {
  const value = row.triggering_type ?? undefined;
  if (value === undefined) return entry.defaultTriggeringType;
  const text = typeof value === "string" ? value.trim() : "";
  const type = TRIGGERING_TYPES.find((candidate) => candidate === text);
  if (type === undefined) throw invalid(`${path}.triggering_type`, `give ${TRIGGERING_TYPES.join(" or ")}`);
  return type;
}

function wholeNumber(value: unknown, path: string): number {
  const number = jsonNumber(value);
  if (number === undefined || !Number.isSafeInteger(number) || number < 1) {
    throw invalid(path, "give a whole number of at least 1");
  }
  return number;
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError(BUILTIN_SPEC_INVALID_EVENT, `${path}: ${fix}`, { path });
}
