import { UsherError } from "../errors.ts";
import { asObject, type JsonObject } from "../json-object.ts";

/** One named condition. What `type` means is decided where criteria are evaluated. */
export interface CriteriaLeaf {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** Conditions that must all hold (`AND`) or of which one must (`OR`); groups nest. */
export interface CriteriaGroup {
  readonly id: string;
  readonly name: string;
  readonly operator: "AND" | "OR";
  readonly conditions: readonly ProactiveCriteria[];
}

export type ProactiveCriteria = CriteriaLeaf | CriteriaGroup;

/** Deeper trees are refused: nobody writes them, and reading them must not exhaust the stack. */
const MAX_DEPTH = 32;

/** Reads a tree of criteria; a node with `operator` is a group. Throws with the path of the first fault. */
export function criteriaFromDict(value: unknown, path = "", depth = 0): ProactiveCriteria {
  const fields = asObject(value);
  if (!fields) throw invalidTriggerConfig(path, "must be an object");
  if (depth > MAX_DEPTH) throw invalidTriggerConfig(path, `is nested deeper than ${MAX_DEPTH} groups`);
  const id = requiredText(fields, "id", path);
  const name = requiredText(fields, "name", path, "blank-allowed");
  if (!("operator" in fields)) return { id, name, type: requiredText(fields, "type", path) };
  const { operator, conditions } = fields;
  if (operator !== "AND" && operator !== "OR")
    throw invalidTriggerConfig(join(path, "operator"), 'must be "AND" or "OR"');
  if (!Array.isArray(conditions) || conditions.length === 0) {
    throw invalidTriggerConfig(join(path, "conditions"), "must be a list with at least one condition");
  }
  const children = conditions.map((child, index) =>
    criteriaFromDict(child, `${join(path, "conditions")}[${index}]`, depth + 1),
  );
  return { id, name, operator, conditions: children };
}

/** The JSON form; fields that were not understood are gone. */
export function criteriaToDict(criteria: ProactiveCriteria): JsonObject {
  const { id, name } = criteria;
  if ("type" in criteria) return { id, name, type: criteria.type };
  return { id, name, operator: criteria.operator, conditions: criteria.conditions.map(criteriaToDict) };
}

/** A field that must be text; blank only where it says so. */
export function requiredText(fields: JsonObject, key: string, path: string, blank?: "blank-allowed"): string {
  const value = fields[key];
  if (typeof value === "string" && (blank || value.trim() !== "")) return value;
  throw invalidTriggerConfig(join(path, key), blank ? "must be text" : "must be text that is not blank");
}

export function invalidTriggerConfig(path: string, problem: string): UsherError {
  return new UsherError("invalid-trigger-config", `${path || "the value"} ${problem}`, { path });
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
