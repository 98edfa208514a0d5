import { integerField } from "../../fields/number-fields.ts";
import { textField } from "../../fields/text-fields.ts";
import { attemptsAtLeast } from "../../triggers/conditions/attempts-at-least.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const attempts: LeafType = leafType({
  type: "attempts",
  description: "Memory: the user began a workflow at least so often",
  fields: {
    workflow: textField("Id of the workflow in memory"),
    at_least: integerField({ description: "Times it was begun", min: 1, max: 1_000 }),
  },
  example: { type: "attempts", workflow: "connect-data-source", at_least: 2 },
  compile: ({ workflow, at_least: times }) => attemptsAtLeast(workflow, times),
});
