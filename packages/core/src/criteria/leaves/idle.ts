import { secondsField } from "../../fields/number-fields.ts";
import { idle as nothingDone } from "../../triggers/conditions/idle.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const idle: LeafType = leafType({
  type: "idle",
  description: "The user has done nothing for so long, in a tab that is in front",
  fields: { for_s: secondsField("Time without any action") },
  example: { type: "idle", for_s: 20 },
  compile: ({ for_s: forS }) => nothingDone({ forS }),
});
