import { integerField, secondsField } from "../../fields/number-fields.ts";
import { distinct as onDistinct } from "../../triggers/conditions/distinct.ts";
import { filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const distinct: LeafType = leafType({
  type: "distinct",
  description: "Matching actions happened on so many different records (rows, pages of one kind) in the last seconds",
  fields: {
    ...filterFields,
    at_least: integerField({ description: "How many different records", min: 1, max: 200 }),
    within_s: secondsField("Length of the trailing window"),
  },
  example: { type: "distinct", event: "click", label: "archive", at_least: 3, within_s: 120 },
  compile: ({ at_least: atLeast, within_s: withinS, ...filter }) =>
    onDistinct({ ...toActionFilter(filter), atLeast, withinS }),
});
