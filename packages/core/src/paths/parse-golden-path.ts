import type { Field } from "../fields/field.ts";
import { mapField, optional, withDefault } from "../fields/field.ts";
import { fieldPath, type InputProblem, type Reading, report } from "../fields/input-problem.ts";
import { listField, oneOrMoreField } from "../fields/list-fields.ts";
import { booleanField } from "../fields/number-fields.ts";
import { objectField } from "../fields/object-field.ts";
import { pageField } from "../fields/page-field.ts";
import { choiceField, idField, textField } from "../fields/text-fields.ts";
import { DEED_TYPES } from "../signals/deeds.ts";
import type { TourTarget } from "../tours/tour.ts";
import type { GoldenPath, PathStep, StepExpectation } from "./golden-path.ts";

/** Longest words of a step: a sentence or two, because they are also the text of a tour card. */
const DESCRIPTION_MAX = 500;
const STEPS_MAX = 50;
const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ID_WORDS = "lower-case letters, digits, _ and - (at most 64)";

const targetShape = objectField("How to find the control", {
  selectors: withDefault(listField(textField("CSS selectors, most specific first"), { min: 0 }), []),
  role: optional(textField("ARIA role, e.g. `button`")),
  name: optional(textField("Accessible name, e.g. `Bulk edit`")),
});

const targetField: Field<TourTarget> = mapField(targetShape, (target, path, reading) => {
  if (target.selectors.length > 0 || target.name !== undefined) return target;
  return report(reading, path, "missing_field", "give a selector, or a role and name, to find the control by");
});

const expectsField: Field<StepExpectation> = objectField(
  "The action that does the step, when using the target is not it",
  {
    type: optional(choiceField("Kind of action", DEED_TYPES)),
    label: optional(textField("Name of the control or of the custom event")),
    page: optional(oneOrMoreField(pageField("Pages; those of the step when left out"))),
  },
);

const stepField: Field<PathStep> = objectField("One step", {
  id: idField("Unique within the path", ID, ID_WORDS),
  title: textField("Short imperative, e.g. `Open table options`"),
  description: textField("What to do and why; names of controls in **bold**", { max: DESCRIPTION_MAX }),
  target: targetField,
  page: optional(oneOrMoreField(pageField("Pages of this step; those of the path when left out"))),
  optional: optional(booleanField("Whether the step may be skipped")),
  expects: optional(expectsField),
});

const pathShape = objectField("A golden path", {
  id: idField("Unique within the product", ID, ID_WORDS),
  title: textField("What it is called"),
  workflow: optional(textField("Its identity in memory; the id when left out")),
  page: oneOrMoreField(pageField("Pages on which it can begin")),
  steps: listField(stepField, { max: STEPS_MAX }),
  goal: textField("What is true afterwards", { max: DESCRIPTION_MAX }),
});

/** A golden path written as JSON. */
export const goldenPathField: Field<GoldenPath> = mapField(pathShape, (golden, path, reading) => {
  const [first, ...others] = golden.steps;
  if (first === undefined || repeatsAnId(golden.steps, fieldPath(path, "steps"), reading)) return undefined;
  return { ...golden, steps: [first, ...others] };
});

export type GoldenPathParse =
  | { readonly ok: true; readonly path: GoldenPath }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * Reads a golden path written as JSON. All problems at once, each with where it is.
 * @param at Path of the value inside the document, e.g. `paths.bulk-edit`.
 */
export function parseGoldenPath(json: unknown, at: string = ""): GoldenPathParse {
  const reading: Reading = { problems: [] };
  const path = goldenPathField.read(json, at, reading);
  return path === undefined ? { ok: false, problems: reading.problems } : { ok: true, path };
}

function repeatsAnId(steps: readonly PathStep[], path: string, reading: Reading): boolean {
  const seen = new Set<string>();
  let repeated = false;
  steps.forEach(({ id }, index) => {
    if (seen.has(id)) {
      report(reading, `${path}[${index}].id`, "duplicate_id", `"${id}" is used by an earlier step; ids must be unique`);
      repeated = true;
    }
    seen.add(id);
  });
  return repeated;
}
