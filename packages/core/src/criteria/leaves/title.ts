import { oneOrMoreField } from "../../fields/list-fields.ts";
import { textField } from "../../fields/text-fields.ts";
import { titleMatches } from "../../triggers/conditions/title-matches.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const title: LeafType = leafType({
  type: "title",
  description: "The name of the page viewed last — its title without the product's name — fits one of the patterns",
  fields: {
    pattern: oneOrMoreField(textField("`*` stands for any characters, `?` for one; any pattern will do")),
  },
  example: { type: "title", pattern: ["Settings*", "Preferences*"] },
  compile: ({ pattern }) => titleMatches(...pattern),
});
