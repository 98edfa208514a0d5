import { optional, withDefault } from "../../fields/field.ts";
import { booleanField, integerField, secondsField } from "../../fields/number-fields.ts";
import { dwell as dwellOnPage } from "../../triggers/conditions/dwell.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const dwell: LeafType = leafType({
  type: "dwell",
  description: "The user has been on the current page for so long; a hidden tab never counts",
  fields: {
    for_s: secondsField("Time on the page"),
    max_actions: optional(integerField({ description: "More actions there are exploration", min: 0, max: 200 })),
    away_counts: withDefault(booleanField("Also count time after 30 s without any input"), false),
  },
  example: { type: "dwell", for_s: 60, max_actions: 5 },
  compile: ({ for_s: forS, max_actions: maxActions, away_counts: awayCounts }) =>
    dwellOnPage({ forS, awayCounts, ...(maxActions === undefined ? {} : { maxActions }) }),
});
