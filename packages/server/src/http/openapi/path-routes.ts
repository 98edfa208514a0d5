import { publishPathRequest, putPathRequest } from "@usher/core/schema";
import type { RouteDescription } from "./route-description.ts";

const BASE = "/v1/admin/products/:id/paths";
const ONE = `${BASE}/:path_id`;

type Differing = Pick<RouteDescription, "method" | "path" | "title" | "about" | "reply"> & Partial<RouteDescription>;

function pathRoute(route: Differing): RouteDescription {
  return {
    group: "Golden paths",
    access: ["admin", "secret"],
    scope: "golden_paths:write",
    problems: ["product_unknown", "path_unknown"],
    ...route,
  };
}

/** Golden paths that are kept beside those of the configuration. */
export const pathRoutes: readonly RouteDescription[] = [
  pathRoute({
    method: "get",
    path: BASE,
    title: "List golden paths",
    about: "Those of the store and of the configuration, and which are in force.",
    reply: { about: "The paths, without their steps." },
    problems: ["product_unknown"],
  }),
  pathRoute({
    method: "get",
    path: ONE,
    title: "Read a golden path",
    about: "The version in force, else the newest, or the one that is named.",
    parameters: [{ name: "version", in: "query", about: "Which version.", example: "2" }],
    problems: ["path_unknown", "parameter_invalid"],
    reply: { about: "The path, and what versions there are." },
  }),
  pathRoute({
    method: "put",
    path: ONE,
    title: "Write a golden path",
    about: "A new version as a draft, unless the newest one says the same.",
    body: {
      name: "PutPathRequest",
      schema: putPathRequest,
      example: {
        path: {
          title: "Bulk edit projects",
          page: "/projects",
          steps: [
            {
              id: "open",
              title: "Open table options",
              description: "Click **Table options**.",
              target: { role: "button", name: "Table options" },
            },
          ],
          goal: "All selected projects are edited.",
        },
      },
    },
    reply: {
      status: 201,
      about: "The new version.",
      others: { 200: "The newest version, which says the same already." },
    },
    problems: ["product_unknown", "path_conflict", "path_limit_reached"],
  }),
  pathRoute({
    method: "post",
    path: `${ONE}/publish`,
    title: "Publish a golden path",
    about: "In force at once; the version before is archived. Triggers can be derived from it.",
    body: { name: "PublishPathRequest", schema: publishPathRequest, example: { triggers: ["stuck_step"] } },
    reply: { about: "The version in force." },
  }),
  pathRoute({
    method: "post",
    path: `${ONE}/archive`,
    title: "Archive a golden path",
    about: "No version is in force any more; all are kept.",
    reply: { about: "Done.", type: null, status: 204 },
  }),
  pathRoute({
    method: "delete",
    path: ONE,
    title: "Delete a golden path",
    about: "With all its versions.",
    reply: { about: "Done.", type: null, status: 204 },
  }),
];
