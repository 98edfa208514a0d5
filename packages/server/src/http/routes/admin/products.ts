import type { RotateReply } from "@usher/core";
import { changeProductRequest, createProductRequest, rotateRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { DEFAULT_OVERLAP_MS } from "../../../products/product-admin.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { baseUrl, productsToWire, registeredToWire } from "../../product-to-wire.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { authoriseAdmin } from "./authorise-admin.ts";

/**
 * `/v1/admin/products`: what `usher product` does, over HTTP. All of them are an administrator's; one of them can also be
 * managed with a restricted key of its own that has `products:write`.
 */
export function adminProductsRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { productAdmin, clock } = dependencies;

  app.get("/v1/admin/products", async (context) => {
    authoriseAdmin(context, dependencies);
    return context.json({ products: await productsToWire(baseUrl(context, dependencies), dependencies) });
  });

  app.post("/v1/admin/products", async (context) => {
    authoriseAdmin(context, dependencies);
    const body = parseBody(createProductRequest, await readJson(context.req.raw));
    const registered = await productAdmin.register({
      productId: body.product_id,
      ...(body.contact_email === undefined ? {} : { contactEmail: body.contact_email }),
      ...(body.origins === undefined ? {} : { origins: body.origins }),
      ...(body.webhook_secret === undefined ? {} : { webhookSecret: body.webhook_secret }),
    });
    return context.json(registeredToWire(baseUrl(context, dependencies), registered), 201);
  });

  app.get("/v1/admin/products/:id", async (context) => {
    const { product } = authoriseProduct(context);
    const [wire] = await productsToWire(baseUrl(context, dependencies), dependencies, product.id);
    return context.json(wire);
  });

  app.patch("/v1/admin/products/:id", async (context) => {
    const { product } = authoriseProduct(context);
    const { contact_email, origins } = parseBody(changeProductRequest, await readJson(context.req.raw));
    await productAdmin.change(product.id, {
      ...(contact_email === undefined ? {} : { contactEmail: contact_email }),
      ...(origins === undefined ? {} : { origins }),
    });
    const [wire] = await productsToWire(baseUrl(context, dependencies), dependencies, product.id);
    return context.json(wire);
  });

  app.delete("/v1/admin/products/:id", async (context) => {
    const { product } = authoriseProduct(context);
    await productAdmin.remove(product.id);
    return context.body(null, 204);
  });

  app.post("/v1/admin/products/:id/rotate", async (context) => {
    const { product } = authoriseProduct(context);
    const { what, overlap_s } = parseBody(rotateRequest, await readJson(context.req.raw));
    const overlapMs = overlap_s === undefined ? DEFAULT_OVERLAP_MS : overlap_s * 1_000;
    const value =
      what === "webhook"
        ? await productAdmin.rotateWebhookSecret(product.id, overlapMs)
        : (await productAdmin.rotateKind(product.id, what, overlapMs)).key;
    const reply: RotateReply = { product_id: product.id, what, value, old_works_until: clock.now() + overlapMs };
    return context.json(reply, 201);
  });

  function authoriseProduct(context: Parameters<typeof authoriseAdmin>[0]) {
    const productId = context.req.param("id") ?? "";
    return authoriseServer(context, dependencies, { scope: "products:write", productId });
  }
}
