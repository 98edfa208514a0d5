import { missedStep as missedStepOfPath } from "../../triggers/conditions/missed-step.ts";
import { type LeafType, leafType } from "../leaf-type.ts";
import { checkStep, stepFields } from "../path-fields.ts";

export const missedStep: LeafType = leafType({
  type: "missed_step",
  description: "Golden path: a later step was done while a required one is missing, or this very one is",
  fields: { ...stepFields },
  example: { type: "missed_step", path: "bulk-edit", step: "select-projects" },
  check: checkStep,
  compile: ({ path, step }) => missedStepOfPath(path, step),
});
