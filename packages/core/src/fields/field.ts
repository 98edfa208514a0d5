import type { JsonObject } from "../json-values.ts";
import { type Reading, report } from "./input-problem.ts";

/**
 * What one field of a JSON object may hold: said once, used to read it, to publish its JSON Schema and to print its row
 * in the documentation, so that the three cannot differ.
 */
export interface Field<Value> {
  /** Whether leaving it out is an error. */
  readonly required: boolean;
  /** What it means, one sentence without the full stop. */
  readonly description: string;
  /** What it accepts, in words, e.g. `integer 1–200`. */
  readonly accepts: string;
  /** Used when the field is left out. */
  readonly fallback?: Value;
  /** JSON Schema of the value. */
  readonly schema: JsonObject;
  /** The value, or undefined after at least one problem was reported. */
  read(value: unknown, path: string, reading: Reading): Value | undefined;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What reading an object of these fields gives; a field that may be left out is then absent, not undefined. */
export type FieldValues<Specs extends Fields> = {
  readonly [Name in keyof Specs as undefined extends ValueOf<Specs[Name]> ? never : Name]: ValueOf<Specs[Name]>;
} & {
  readonly [Name in keyof Specs as undefined extends ValueOf<Specs[Name]> ? Name : never]?: Exclude<
    ValueOf<Specs[Name]>,
    undefined
  >;
};

type ValueOf<Each> = Each extends Field<infer Value> ? Value : never;

/** May be left out; then it is undefined. */
export function optional<Value>(field: Field<Value>): Field<Value | undefined> {
  return { ...field, required: false };
}

/** May be left out; then it is `fallback`. */
export function withDefault<Value>(field: Field<Value>, fallback: Value): Field<Value> {
  return { ...field, required: false, fallback, schema: { ...field.schema, default: fallback } };
}

/** The same JSON with a further check or another result; undefined after a problem was reported. */
export function mapField<From, To>(
  field: Field<From>,
  map: (value: From, path: string, reading: Reading) => To | undefined,
): Field<To> {
  const { fallback: _, ...rest } = field;
  return {
    ...rest,
    read(value, path, reading) {
      const read = field.read(value, path, reading);
      return read === undefined ? undefined : map(read, path, reading);
    },
  };
}

export function wrongType(reading: Reading, path: string, accepts: string, value: unknown): undefined {
  return report(reading, path, "wrong_type", `write ${accepts}, not ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `${typeof value} ${String(value)}`;
}
