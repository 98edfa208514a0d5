import { isJsonObject, type JsonObject } from "../json-values.ts";
import { type Field, type Fields, type FieldValues, wrongType } from "./field.ts";
import { fieldPath, type Reading, report } from "./input-problem.ts";
import { didYouMean } from "./suggest.ts";
import { cut } from "./text-fields.ts";

/** An object with these fields and no others. */
export function objectField<Specs extends Fields>(description: string, fields: Specs): Field<FieldValues<Specs>> {
  return {
    required: true,
    description,
    accepts: `object with ${Object.keys(fields).join(", ")}`,
    schema: { ...objectSchema(fields), description },
    read(value, path, reading) {
      if (!isJsonObject(value)) return wrongType(reading, path, "an object", value);
      return readFields(fields, value, path, reading);
    },
  };
}

/**
 * Reads an object's fields. Every field is read and every unknown one reported, whatever went wrong before; undefined
 * when anything did.
 * @param ignored Names that were read elsewhere.
 */
export function readFields<Specs extends Fields>(
  fields: Specs,
  object: JsonObject,
  path: string,
  reading: Reading,
  ignored: readonly string[] = [],
): FieldValues<Specs> | undefined {
  const before = reading.problems.length;
  const names = [...ignored, ...Object.keys(fields)];
  for (const name of Object.keys(object)) {
    if (names.includes(name)) continue;
    report(
      reading,
      fieldPath(path, cut(name)),
      "unknown_field",
      `there is no such field here; ${didYouMean(name, names)}`,
    );
  }
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const at = fieldPath(path, name);
    if (!Object.hasOwn(object, name)) {
      if (field.required) report(reading, at, "missing_field", `write ${field.accepts}: ${field.description}`);
      else if (field.fallback !== undefined) values[name] = field.fallback;
      continue;
    }
    const value = field.read(object[name], at, reading);
    if (value !== undefined) values[name] = value;
  }
  return reading.problems.length === before ? (values as FieldValues<Specs>) : undefined;
}

export function objectSchema(fields: Fields): JsonObject {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => field.required).map(([name]) => name);
  return {
    type: "object",
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
  };
}
