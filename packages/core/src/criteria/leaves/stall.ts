import { withDefault } from "../../fields/field.ts";
import { integerField, secondsField } from "../../fields/number-fields.ts";
import { stall as stallOnPage } from "../../triggers/conditions/stall.ts";
import { filterField } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const stall: LeafType = leafType({
  type: "stall",
  description: "The user keeps trying on the current page and makes no progress for so long",
  fields: {
    for_s: secondsField("Active time without progress"),
    progress: filterField("What progress looks like; it starts the time anew"),
    min_actions: withDefault(
      integerField({ description: "Fewer actions since then mean reading", min: 0, max: 200 }),
      3,
    ),
  },
  example: { type: "stall", for_s: 60, progress: { event: "submit" } },
  compile: ({ for_s: forS, progress, min_actions: minActions }) => stallOnPage({ forS, progress, minActions }),
});
