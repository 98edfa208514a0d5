import { optional } from "../../fields/field.ts";
import { choiceField } from "../../fields/text-fields.ts";
import { DEED_TYPES } from "../../signals/deeds.ts";
import { latestAction } from "../../triggers/conditions/latest-action.ts";
import { checkFilter, filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const latest: LeafType = leafType({
  type: "latest",
  description: "The latest thing the user did fits",
  // What the page noticed by itself, such as an error, is never the latest deed: asking for it would never be met.
  fields: { ...filterFields, event: optional(choiceField("Only deeds of this type", DEED_TYPES)) },
  example: { type: "latest", page: "/projects" },
  check: checkFilter,
  compile: (filter) => latestAction(toActionFilter(filter)),
});
