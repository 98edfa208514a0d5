import type { Fields, FieldValues } from "../fields/field.ts";
import type { Reading } from "../fields/input-problem.ts";
import type { JsonObject } from "../json-values.ts";
import type { Condition } from "../triggers/condition.ts";

/** One kind of leaf of the criteria language: its fields, its meaning, and the condition it compiles to. */
export interface LeafType {
  /** What `type` says in JSON. */
  readonly type: string;
  /** When it is met, one sentence; the documentation prints it. */
  readonly description: string;
  readonly fields: Fields;
  /** A valid leaf, as documentation and as a test. */
  readonly example: JsonObject;
  /** What no single field can know; reports what is wrong. */
  check?(values: Readonly<Record<string, unknown>>, path: string, reading: Reading): void;
  compile(values: Readonly<Record<string, unknown>>): Condition;
}

interface LeafTypeDefinition<Specs extends Fields> extends Omit<LeafType, "fields" | "check" | "compile"> {
  readonly fields: Specs;
  check?(values: FieldValues<Specs>, path: string, reading: Reading): void;
  compile(values: FieldValues<Specs>): Condition;
}

/** Defines a leaf. The values were read by these very fields, which is what makes forgetting their types here safe. */
export function leafType<Specs extends Fields>(definition: LeafTypeDefinition<Specs>): LeafType {
  const { check, compile, ...rest } = definition;
  return {
    ...rest,
    ...(check && { check: (values, path, reading) => check(values as FieldValues<Specs>, path, reading) }),
    compile: (values) => compile(values as FieldValues<Specs>),
  };
}
