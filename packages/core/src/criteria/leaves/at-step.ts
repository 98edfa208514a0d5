import { atStep as atStepOfPath } from "../../triggers/conditions/at-step.ts";
import { type LeafType, leafType } from "../leaf-type.ts";
import { checkStep, stepFields } from "../path-fields.ts";

export const atStep: LeafType = leafType({
  type: "at_step",
  description: "Golden path: the user is in the middle of it, or at this very step",
  fields: { ...stepFields },
  example: { type: "at_step", path: "bulk-edit", step: "select-projects" },
  check: checkStep,
  compile: ({ path, step }) => atStepOfPath(path, step),
});
