import { discovered } from "../../triggers/conditions/discovered.ts";
import { checkFilter, filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const happened: LeafType = leafType({
  type: "happened",
  description: "A matching action is anywhere in the session: the user knows the feature, or reached the goal",
  fields: { ...filterFields },
  example: { type: "happened", label: ["bulk edit", "apply to"] },
  check: checkFilter,
  compile: (filter) => discovered(toActionFilter(filter)),
});
