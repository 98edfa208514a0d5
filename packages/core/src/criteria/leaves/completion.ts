import { numberField } from "../../fields/number-fields.ts";
import { textField } from "../../fields/text-fields.ts";
import { completionAtLeast } from "../../triggers/conditions/completion-at-least.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const completion: LeafType = leafType({
  type: "completion",
  description: "Memory: the latest attempt at a workflow got at least so far",
  fields: {
    workflow: textField("Id of the workflow in memory"),
    at_least: numberField({ description: "Share of its steps; 0.85 is 85 %", min: 0, max: 1 }),
  },
  example: { type: "completion", workflow: "connect-data-source", at_least: 0.85 },
  compile: ({ workflow, at_least: share }) => completionAtLeast(workflow, share),
});
