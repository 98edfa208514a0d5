import { oneOrMoreField } from "../../fields/list-fields.ts";
import { pageField } from "../../fields/page-field.ts";
import { onPage } from "../../triggers/conditions/on-page.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

export const page: LeafType = leafType({
  type: "page",
  description: "The user is on one of these pages",
  fields: { page: oneOrMoreField(pageField("Pages, any of which will do")) },
  example: { type: "page", page: ["/projects", "/projects/:id"] },
  compile: (values) => onPage(...values.page),
});
