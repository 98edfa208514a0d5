import { wrongType } from "../fields/field.ts";
import { fieldPath, type Reading, report } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { didYouMean } from "../fields/suggest.ts";
import { cut } from "../fields/text-fields.ts";
import { isJsonObject, type JsonObject } from "../json-values.ts";
import { builtinCondition } from "../triggers/builtin/builtin-condition.ts";
import { BUILTINS, findBuiltin } from "../triggers/builtin/index.ts";
import type { Condition } from "../triggers/condition.ts";
import { builtinFields } from "./builtin-fields.ts";

/** `{ "builtin": "rage_click", "params": { … } }` as a condition: the built-in's reason, with everything it guards. */
export function readBuiltin(
  node: JsonObject,
  path: string,
  reading: Reading,
  notes: readonly string[],
): Condition | undefined {
  const isClean = readFields({}, node, path, reading, ["builtin", "params", ...notes]) !== undefined;
  const { builtin: id, params = {} } = node;
  const at = fieldPath(path, "builtin");
  if (typeof id !== "string") return wrongType(reading, at, "the id of a built-in as text", id);
  const builtin = findBuiltin(id);
  if (builtin === undefined) {
    const known = BUILTINS.map((each) => each.id);
    return report(reading, at, "unknown_builtin", `"${cut(id)}" is no built-in; ${didYouMean(id, known)}`);
  }
  const paramsPath = fieldPath(path, "params");
  if (!isJsonObject(params)) return wrongType(reading, paramsPath, "an object", params);
  const fields = builtinFields(builtin);
  const needed = Object.entries(fields).flatMap(([name, { required }]) => (required ? [name] : []));
  if (!Object.hasOwn(node, "params") && needed.length > 0) {
    return report(reading, paramsPath, "missing_field", `${id} needs parameters: ${needed.join(", ")}`);
  }
  const values = readFields(fields, params, paramsPath, reading);
  return values === undefined || !isClean ? undefined : builtinCondition(builtin, values);
}
