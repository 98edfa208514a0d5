import type { RegisterProductReply, RegisterProductRequest } from "@usher/core";
import { registerProductRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import type { HttpContext, HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { baseUrl, productsToWire, registeredToWire } from "../product-to-wire.ts";
import { parseBody, readJson } from "../read-json.ts";
import { adminKeyInvalid, adminKeyOf } from "./admin/authorise-admin.ts";

type Pushed = NonNullable<RegisterProductReply["webhooks"]>[number];

/** `POST /products`: registration as existing tools do it; `GET` and `DELETE` to look and to end it. */
export function productsRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { productAdmin, products, keys, webhooks } = dependencies;

  app.post("/products", async (context) => {
    const isFirst = isFirstRegistration(context, dependencies);
    if (!isFirst) requireAdmin(context, dependencies);
    const body = parseBody(registerProductRequest, await readJson(context.req.raw));
    const targets = pushTargets(body);
    for (const { url } of targets) webhooks.endpoints.requireUsable(url);
    const registered = await productAdmin.register({
      productId: body.product_id,
      contactEmail: body.contact_email,
      ...(body.webhook_secret == null ? {} : { webhookSecret: body.webhook_secret }),
      ...(body.origins === undefined ? {} : { origins: body.origins }),
      force: body.force_reregister ?? false,
      onlyFirst: isFirst,
    });
    const reply = registeredToWire(baseUrl(context, dependencies), registered, body.integration_type ?? "event_stream");
    if (targets.length === 0) return context.json(reply, 201);
    const pushed: Pushed[] = [];
    for (const target of targets) {
      const { endpoint, secret } = await webhooks.endpoints.create(body.product_id, target.url, target.secret);
      pushed.push({ webhook_id: endpoint.endpointId, url: endpoint.url, secret });
    }
    return context.json({ ...reply, webhooks: pushed }, 201);
  });

  app.get("/products", async (context) => {
    requireAdmin(context, { keys });
    return context.json({ products: await productsToWire(baseUrl(context, dependencies), dependencies) });
  });

  app.get("/products/:id", async (context) => {
    requireAdmin(context, { keys });
    const [product] = await productsToWire(baseUrl(context, dependencies), dependencies, context.req.param("id"));
    if (product === undefined) throw productUnknown(context.req.param("id"));
    return context.json(product);
  });

  app.delete("/products/:id", async (context) => {
    requireAdmin(context, { keys });
    if (products.byId(context.req.param("id")) === undefined) throw productUnknown(context.req.param("id"));
    await productAdmin.remove(context.req.param("id"));
    return context.body(null, 204);
  });
}

/** Where a registration wants the stream to be pushed to: as its integration, and as a further address. */
function pushTargets(body: RegisterProductRequest): readonly { readonly url: string; readonly secret?: string }[] {
  const { mode, url, secret } = body.integration_config ?? {};
  const isPush = mode === "push" || (body.integration_type === "webhook" && mode !== "sse");
  const wanted = [...(isPush ? [{ url, secret }] : []), { url: body.forward_url, secret: body.forward_secret }];
  return wanted.flatMap((each) =>
    each.url == null ? [] : [{ url: each.url, ...(each.secret == null ? {} : { secret: each.secret }) }],
  );
}

function requireAdmin(context: HttpContext, { keys }: Pick<HttpDependencies, "keys">): void {
  const key = adminKeyOf(context);
  if (key === undefined || keys.find(key).type !== "admin") throw adminKeyInvalid();
}

/**
 * Whoever sets up a server registers its first product without a key: while there is none at all, and, once an admin key
 * is set, from this machine alone. Never a page: any site could send such a request to localhost.
 */
function isFirstRegistration(context: HttpContext, { products, keys }: HttpDependencies): boolean {
  if (products.all.length > 0 || adminKeyOf(context) !== undefined) return false;
  if (context.req.header("origin") !== undefined) return false;
  return !keys.hasAdmin || isFromThisMachine(context);
}

/** A proxy on this machine speaks for others, and says so. */
function isFromThisMachine(context: HttpContext): boolean {
  const forwarded = context.req.header("x-forwarded-for") ?? context.req.header("forwarded");
  const peer = context.env?.incoming?.socket?.remoteAddress ?? "";
  return forwarded === undefined && /^(::1$|(::ffff:)?127\.)/.test(peer);
}

function productUnknown(id: string): HttpProblem {
  return new HttpProblem("product_unknown", `There is no product ${JSON.stringify(id.slice(0, 80))}.`);
}
