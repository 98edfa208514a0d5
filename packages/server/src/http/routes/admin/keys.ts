import type { CreatedKeyReply } from "@usher/core";
import { createKeyRequest, rotateKeyRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { ADMIN_KEYS, type CreatedKey, DEFAULT_OVERLAP_MS } from "../../../products/product-admin.ts";
import { SCOPES, type Scope } from "../../../products/scopes.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { keyToWire } from "../../product-to-wire.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { authoriseAdmin } from "./authorise-admin.ts";

/** `/v1/admin/products/:id/keys`: a product's keys; `/v1/admin/keys`: those of administrators. */
export function adminKeysRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { productAdmin, store, clock } = dependencies;

  app.get("/v1/admin/products/:id/keys", async (context) => {
    return context.json({ keys: await list(authoriseProduct(context)) });
  });

  app.post("/v1/admin/products/:id/keys", async (context) => {
    const productId = authoriseProduct(context);
    const { kind, scopes, expires_at } = parseBody(createKeyRequest, await readJson(context.req.raw));
    const created = await productAdmin.createKey({
      productId,
      kind,
      ...(scopes === undefined ? {} : { scopes: readScopes(scopes) }),
      ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
    });
    return context.json(toReply(created), 201);
  });

  app.post("/v1/admin/products/:id/keys/:key_id/rotate", async (context) => {
    const productId = authoriseProduct(context);
    const { overlap_s } = parseBody(rotateKeyRequest, await readJson(context.req.raw));
    const overlapMs = overlap_s === undefined ? DEFAULT_OVERLAP_MS : overlap_s * 1_000;
    return context.json(toReply(await productAdmin.rotateKey(productId, context.req.param("key_id"), overlapMs)), 201);
  });

  app.delete("/v1/admin/products/:id/keys/:key_id", async (context) => {
    await productAdmin.revokeKey(authoriseProduct(context), context.req.param("key_id"));
    return context.body(null, 204);
  });

  app.get("/v1/admin/keys", async (context) => {
    authoriseAdmin(context, dependencies);
    return context.json({ keys: await list(ADMIN_KEYS) });
  });

  app.post("/v1/admin/keys", async (context) => {
    authoriseAdmin(context, dependencies);
    return context.json(toReply(await productAdmin.createKey({ productId: ADMIN_KEYS, kind: "admin" })), 201);
  });

  app.delete("/v1/admin/keys/:key_id", async (context) => {
    authoriseAdmin(context, dependencies);
    await productAdmin.revokeKey(ADMIN_KEYS, context.req.param("key_id"));
    return context.body(null, 204);
  });

  function authoriseProduct(context: HttpContext): string {
    const productId = context.req.param("id") ?? "";
    return authoriseServer(context, dependencies, { scope: "products:write", productId }).product.id;
  }

  async function list(productId: string): Promise<readonly unknown[]> {
    const now = clock.now();
    const keys = await store.products.listKeys();
    return keys.filter((key) => key.productId === productId).map((key) => keyToWire(key, now));
  }

  function toReply({ key, record }: CreatedKey): CreatedKeyReply {
    return { ...keyToWire(record, clock.now()), key };
  }
}

function readScopes(given: readonly string[]): readonly Scope[] {
  const unknown = given.find((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown === undefined) return [...new Set(given)] as readonly Scope[];
  const detail = `scopes: there is no scope "${unknown}"; choose from ${SCOPES.join(", ")}`;
  throw new HttpProblem("body_invalid", detail, { errors: [{ path: "scopes", code: "unknown_scope", detail }] });
}
