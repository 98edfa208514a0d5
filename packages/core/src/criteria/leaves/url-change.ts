import { matchPage } from "../../actions/match-page.ts";
import { optional } from "../../fields/field.ts";
import { pageField } from "../../fields/page-field.ts";
import { condition } from "../../triggers/condition.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const urlChange: LeafType = leafType({
  type: "url_change",
  description: "The latest action is on another page than the one before it: the user has just arrived",
  fields: {
    from: optional(pageField("Only when coming from here")),
    to: optional(pageField("Only when arriving here")),
  },
  example: { type: "url_change", from: "/projects", to: "/projects/:id" },
  compile: ({ from, to }) => {
    const words = `page changed${from === undefined ? "" : ` from ${from}`}${to === undefined ? "" : ` to ${to}`}`;
    return condition(words, ({ actions }) => {
      const withPage = actions.filter((action) => action.url !== "");
      const [before, latest] = [withPage.at(-2), withPage.at(-1)];
      if (before === undefined || latest === undefined || before.canonicalUrl === latest.canonicalUrl) return false;
      return (from === undefined || matchPage(from, before.url)) && (to === undefined || matchPage(to, latest.url));
    });
  },
});
