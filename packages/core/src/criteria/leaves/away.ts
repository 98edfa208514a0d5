import { numberField } from "../../fields/number-fields.ts";
import { awayFor } from "../../triggers/conditions/away-for.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const away: LeafType = leafType({
  type: "away",
  description: "Memory: the session before this one ended at least so many days ago; never in the first session",
  fields: { days: numberField({ description: "Days since the user was last seen", min: 0.01, max: 3_650 }) },
  example: { type: "away", days: 3 },
  compile: ({ days }) => awayFor({ days }),
});
