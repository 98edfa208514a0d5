import { withDefault } from "../../fields/field.ts";
import { integerField, secondsField } from "../../fields/number-fields.ts";
import { stuckAtStep as stuckAtStepOfPath } from "../../triggers/conditions/stuck-at-step.ts";
import { type LeafType, leafType } from "../leaf-type.ts";
import { pathIdField } from "../path-fields.ts";

export const stuckAtStep: LeafType = leafType({
  type: "stuck_at_step",
  description: "Golden path: the user is at one step for so long and keeps trying",
  fields: {
    path: pathIdField("The golden path"),
    for_s: withDefault(secondsField("Active time at one step"), 60),
    min_actions: withDefault(
      integerField({ description: "Fewer actions since then mean reading", min: 0, max: 200 }),
      3,
    ),
  },
  example: { type: "stuck_at_step", path: "bulk-edit", for_s: 60 },
  compile: ({ path, for_s: forS, min_actions: minActions }) => stuckAtStepOfPath({ path, forS, minActions }),
});
