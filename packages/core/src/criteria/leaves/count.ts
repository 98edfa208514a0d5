import { integerField, secondsField } from "../../fields/number-fields.ts";
import { countWithin } from "../../triggers/conditions/count-within.ts";
import { filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const count: LeafType = leafType({
  type: "count",
  description: "At least so many matching actions happened in the last seconds",
  fields: {
    ...filterFields,
    at_least: integerField({ description: "How many", min: 1, max: 200 }),
    within_s: secondsField("Length of the trailing window"),
  },
  example: { type: "count", event: "click", label: "save changes", page: "/projects", at_least: 3, within_s: 120 },
  compile: ({ at_least: atLeast, within_s: withinS, ...filter }) =>
    countWithin({ ...toActionFilter(filter), atLeast, withinS }),
});
