import { optional } from "../../fields/field.ts";
import { secondsField } from "../../fields/number-fields.ts";
import { without } from "../../triggers/conditions/without.ts";
import { checkFilter, filterField, filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const absence: LeafType = leafType({
  type: "absence",
  description: "No matching action in the last seconds; with `after`, none for so long after the latest such action",
  fields: {
    ...filterFields,
    within_s: secondsField("How long it must not have happened"),
    after: optional(filterField("Count from the latest action that fits this")),
  },
  example: { type: "absence", event: "submit", after: { event: "click", label: "new project" }, within_s: 45 },
  check: checkFilter,
  compile: ({ within_s: withinS, after, ...filter }) =>
    without({ ...toActionFilter(filter), withinS, ...(after === undefined ? {} : { after }) }),
});
