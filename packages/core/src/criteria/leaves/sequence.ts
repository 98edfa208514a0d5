import { listField } from "../../fields/list-fields.ts";
import { secondsField } from "../../fields/number-fields.ts";
import { sequence as inSequence } from "../../triggers/conditions/sequence.ts";
import { filterField } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const sequence: LeafType = leafType({
  type: "sequence",
  description: "The steps happened one after another in the last seconds; other actions may lie between",
  fields: {
    steps: listField(filterField("The actions, in order"), { min: 2, max: 10 }),
    within_s: secondsField("Length of the trailing window that holds all of them"),
  },
  example: {
    type: "sequence",
    steps: [{ event: "click", label: "connect" }, { event: "error" }, { event: "click", label: "connect" }],
    within_s: 60,
  },
  compile: ({ steps, within_s: withinS }) => inSequence({ steps, withinS }),
});
