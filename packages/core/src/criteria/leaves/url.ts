import { oneOrMoreField } from "../../fields/list-fields.ts";
import { textField } from "../../fields/text-fields.ts";
import { urlMatches } from "../../triggers/conditions/url-matches.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const url: LeafType = leafType({
  type: "url",
  description: "The current page's whole address fits one of the patterns: host, query and fragment count as well",
  fields: {
    pattern: oneOrMoreField(textField("`*` stands for any characters, `?` for one; any pattern will do")),
  },
  example: { type: "url", pattern: "*tab=billing*" },
  compile: ({ pattern }) => urlMatches(...pattern),
});
