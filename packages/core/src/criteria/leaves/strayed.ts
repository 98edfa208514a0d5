import { withDefault } from "../../fields/field.ts";
import { integerField, numberField } from "../../fields/number-fields.ts";
import { strayedFrom } from "../../triggers/conditions/strayed-from.ts";
import { type LeafType, leafType } from "../leaf-type.ts";
import { pathIdField } from "../path-fields.ts";

export const strayed: LeafType = leafType({
  type: "strayed",
  description: "Golden path: the user followed it and then left it",
  fields: {
    path: pathIdField("The golden path"),
    cost: withDefault(
      integerField({ description: "Steps left out plus foreign actions, at least", min: 1, max: 100 }),
      2,
    ),
    fitness: withDefault(
      numberField({ description: "How well the session fitted before, at least", min: 0, max: 1 }),
      0.6,
    ),
  },
  example: { type: "strayed", path: "bulk-edit" },
  compile: strayedFrom,
});
