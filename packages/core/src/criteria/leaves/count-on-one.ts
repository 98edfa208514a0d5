import { integerField, secondsField } from "../../fields/number-fields.ts";
import { countOnOne as countOnOneRecord } from "../../triggers/conditions/count-on-one.ts";
import { filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const countOnOne: LeafType = leafType({
  type: "count_on_one",
  description: "At least so many matching actions happened on one and the same record in the last seconds",
  fields: {
    ...filterFields,
    at_least: integerField({ description: "How many on one record", min: 1, max: 200 }),
    within_s: secondsField("Length of the trailing window"),
  },
  example: { type: "count_on_one", event: "click", label: "retry", at_least: 3, within_s: 60 },
  compile: ({ at_least: atLeast, within_s: withinS, ...filter }) =>
    countOnOneRecord({ ...toActionFilter(filter), atLeast, withinS }),
});
