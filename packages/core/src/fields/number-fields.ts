import type { JsonObject } from "../json-values.ts";
import { type Field, wrongType } from "./field.ts";
import { report } from "./input-problem.ts";

export interface NumberRange {
  readonly description: string;
  readonly min: number;
  readonly max: number;
  /** Shown after the range, e.g. `s`. */
  readonly unit?: string;
}

export function integerField(range: NumberRange): Field<number> {
  return numeric("integer", "integer", Number.isInteger, range);
}

export function numberField(range: NumberRange): Field<number> {
  return numeric("number", "number", Number.isFinite, range);
}

/** A length of time in seconds; a day at most, because a session's window does not reach further. */
export function secondsField(
  description: string,
  { min = 0.1, max = 86_400 }: Partial<NumberRange> = {},
): Field<number> {
  return numberField({ description, min, max, unit: "s" });
}

export function booleanField(description: string): Field<boolean> {
  return {
    required: true,
    description,
    accepts: "true or false",
    schema: { type: "boolean", description },
    read: (value, path, reading) =>
      typeof value === "boolean" ? value : wrongType(reading, path, "true or false", value),
  };
}

function numeric(
  word: string,
  type: string,
  isKind: (value: unknown) => boolean,
  { description, min, max, unit }: NumberRange,
): Field<number> {
  const range = Number.isFinite(max) ? `${plain(min)}–${plain(max)}` : `${plain(min)} or more`;
  const accepts = `${word} ${range}${unit === undefined ? "" : ` ${unit}`}`;
  const schema: JsonObject = { type, minimum: min, ...(Number.isFinite(max) ? { maximum: max } : {}), description };
  return {
    required: true,
    description,
    accepts,
    schema,
    read(value, path, reading) {
      if (typeof value !== "number" || !isKind(value)) return wrongType(reading, path, accepts, value);
      if (value < min || value > max) return report(reading, path, "out_of_range", `write ${accepts}, not ${value}`);
      return value;
    },
  };
}

/** Thousands apart, so that a range of seconds can be read. */
function plain(value: number): string {
  return String(value).replace(/(\d)(?=(\d{3})+$)/g, "$1,");
}
