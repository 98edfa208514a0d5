import { latestAction } from "../../triggers/conditions/latest-action.ts";
import { checkFilter, filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const latest: LeafType = leafType({
  type: "latest",
  description: "The latest action fits",
  fields: { ...filterFields },
  example: { type: "latest", page: "/projects" },
  check: checkFilter,
  compile: (filter) => latestAction(toActionFilter(filter)),
});
