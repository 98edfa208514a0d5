import type { Field } from "../fields/field.ts";
import { numberField } from "../fields/number-fields.ts";

/** Longest story, seconds: a week. */
export const LATEST_S = 604_800;

export const atField: Field<number> = numberField({
  description: "Seconds from the beginning",
  min: 0,
  max: LATEST_S,
  unit: "s",
});
