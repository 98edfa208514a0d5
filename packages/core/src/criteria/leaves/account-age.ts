import { numberField } from "../../fields/number-fields.ts";
import { accountOlderThan } from "../../triggers/conditions/account-older-than.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const accountAge: LeafType = leafType({
  type: "account_age",
  description: "Memory: the account was made at least so many days ago",
  fields: { days: numberField({ description: "Days since the account was made", min: 0.01, max: 36_500 }) },
  example: { type: "account_age", days: 7 },
  compile: ({ days }) => accountOlderThan({ days }),
});
