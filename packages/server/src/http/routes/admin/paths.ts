import { type PutPathReply, type PutPathRequest, parseGoldenPath } from "@usher/core";
import { publishPathRequest, putPathRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { listPaths, pathToWire, versionToWire } from "../../../paths/path-to-wire.ts";
import type { Product } from "../../../products/product.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";

/** `/v1/admin/products/:id/paths`: golden paths that are kept beside those of the configuration. Needs `golden_paths:write`. */
export function adminPathsRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { pathAdmin, store } = dependencies;
  const base = "/v1/admin/products/:id/paths";

  app.get(base, async (context) => {
    const product = authoriseProduct(context);
    return context.json({ paths: listPaths(product, await store.paths.listPathVersions(product.id)) });
  });

  app.get(`${base}/:path_id`, async (context) => {
    const { id } = authoriseProduct(context);
    const version = readVersion(context);
    const versions = await store.paths.listPathVersions(id, pathId(context));
    return context.json(pathToWire(versions, pathId(context), version));
  });

  app.put(`${base}/:path_id`, async (context) => {
    const { id } = authoriseProduct(context);
    const body = parseBody(putPathRequest, await readJson(context.req.raw));
    const { record, created } = await pathAdmin.put({
      productId: id,
      path: readPath(body, pathId(context)),
      source: body.source ?? "api",
      ...(body.base_version === undefined ? {} : { baseVersion: body.base_version }),
    });
    const reply: PutPathReply = { path_id: record.pathId, created, ...versionToWire(record) };
    return context.json(reply, created ? 201 : 200);
  });

  app.post(`${base}/:path_id/publish`, async (context) => {
    const { id } = authoriseProduct(context);
    const { version, triggers } = parseBody(publishPathRequest, await readJson(context.req.raw));
    const record = await pathAdmin.publish(id, pathId(context), {
      ...(version === undefined ? {} : { version }),
      ...(triggers === undefined ? {} : { triggers }),
    });
    return context.json({ path_id: record.pathId, ...versionToWire(record) });
  });

  app.post(`${base}/:path_id/archive`, async (context) => {
    await pathAdmin.archive(authoriseProduct(context).id, pathId(context));
    return context.body(null, 204);
  });

  app.delete(`${base}/:path_id`, async (context) => {
    await pathAdmin.remove(authoriseProduct(context).id, pathId(context));
    return context.body(null, 204);
  });

  function authoriseProduct(context: HttpContext): Product {
    const productId = context.req.param("id") ?? "";
    return authoriseServer(context, dependencies, { scope: "golden_paths:write", productId }).product;
  }
}

function pathId(context: HttpContext): string {
  return context.req.param("path_id") ?? "";
}

function readVersion(context: HttpContext): number | undefined {
  const text = context.req.query("version");
  if (text === undefined) return undefined;
  const version = Number(text);
  if (Number.isInteger(version) && version >= 1) return version;
  throw new HttpProblem("parameter_invalid", "version: a whole number from 1");
}

function readPath({ path }: PutPathRequest, id: string) {
  const parsed = parseGoldenPath({ id, ...path }, "path");
  if (!parsed.ok) {
    const [first] = parsed.problems;
    throw new HttpProblem("body_invalid", `${first?.path}: ${first?.detail}`, { errors: parsed.problems.slice(0, 20) });
  }
  if (parsed.path.id === id) return parsed.path;
  throw new HttpProblem("body_invalid", `path.id: write "${id.slice(0, 64)}", as in the address, or leave it out`);
}
