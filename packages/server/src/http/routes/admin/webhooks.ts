import type { RedriveReply } from "@usher/core";
import { changeWebhookRequest, createWebhookRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import type { DeliveryRecord } from "../../../ports/webhook-store.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { createdToWire, deliveryToWire, testToWire, webhookToWire } from "../../webhook-to-wire.ts";

const STATUSES: readonly DeliveryRecord["status"][] = ["pending", "delivered", "dead"];
const DEFAULT_LISTED = 50;
const MAX_LISTED = 200;

/** `/v1/admin/products/:id/webhooks`: endpoints that are told what happens, and their deliveries. Needs `webhooks:write`. */
export function adminWebhooksRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { webhooks, store, clock } = dependencies;
  const base = "/v1/admin/products/:id/webhooks";

  app.get(base, (context) => {
    const productId = authoriseProduct(context);
    return context.json({ webhooks: webhooks.list(productId).map((endpoint) => webhookToWire(endpoint, clock.now())) });
  });

  app.post(base, async (context) => {
    const productId = authoriseProduct(context);
    const { url, secret } = parseBody(createWebhookRequest, await readJson(context.req.raw));
    return context.json(createdToWire(await webhooks.endpoints.create(productId, url, secret), clock.now()), 201);
  });

  app.get(`${base}/:webhook_id`, (context) => {
    const endpoint = webhooks.find(authoriseProduct(context), webhookId(context));
    if (endpoint === undefined) throw new HttpProblem("webhook_unknown", "This product has no such webhook.");
    return context.json(webhookToWire(endpoint, clock.now()));
  });

  app.patch(`${base}/:webhook_id`, async (context) => {
    const productId = authoriseProduct(context);
    const { enabled, skip_missed } = parseBody(changeWebhookRequest, await readJson(context.req.raw));
    const wanted = { enabled, skipMissed: skip_missed ?? false };
    const changed = await webhooks.endpoints.setEnabled(productId, webhookId(context), wanted);
    return context.json(webhookToWire(changed, clock.now()));
  });

  app.delete(`${base}/:webhook_id`, async (context) => {
    await webhooks.endpoints.remove(authoriseProduct(context), webhookId(context));
    return context.body(null, 204);
  });

  app.post(`${base}/:webhook_id/rotate`, async (context) => {
    const productId = authoriseProduct(context);
    return context.json(
      createdToWire(await webhooks.endpoints.rotate(productId, webhookId(context)), clock.now()),
      201,
    );
  });

  app.post(`${base}/:webhook_id/test`, async (context) => {
    return context.json(testToWire(await webhooks.endpoints.test(authoriseProduct(context), webhookId(context))));
  });

  app.get(`${base}/:webhook_id/deliveries`, async (context) => {
    const productId = authoriseProduct(context);
    const endpointId = webhookId(context);
    const { status, limit } = readQuery(context);
    const query = { endpointId, limit, ...(status === undefined ? {} : { status }) };
    const deliveries = await store.webhooks.listDeliveries(productId, query);
    return context.json({ deliveries: deliveries.map(deliveryToWire) });
  });

  app.post(`${base}/:webhook_id/redrive`, async (context) => {
    const redriven = await webhooks.endpoints.redriveDead(authoriseProduct(context), webhookId(context));
    const reply: RedriveReply = { redriven };
    return context.json(reply);
  });

  app.post(`${base}/:webhook_id/deliveries/:delivery_id/redrive`, async (context) => {
    const deliveryId = context.req.param("delivery_id");
    await webhooks.endpoints.redrive(authoriseProduct(context), webhookId(context), deliveryId);
    const reply: RedriveReply = { redriven: 1 };
    return context.json(reply);
  });

  function authoriseProduct(context: HttpContext): string {
    const productId = context.req.param("id") ?? "";
    return authoriseServer(context, dependencies, { scope: "webhooks:write", productId }).product.id;
  }
}

function webhookId(context: HttpContext): string {
  return context.req.param("webhook_id") ?? "";
}

function readQuery(context: HttpContext): { readonly status: DeliveryRecord["status"] | undefined; limit: number } {
  const { status: statusText, limit: limitText = String(DEFAULT_LISTED) } = context.req.query();
  const status = STATUSES.find((each) => each === statusText);
  if (statusText !== undefined && status === undefined) {
    throw new HttpProblem("parameter_invalid", `status: choose from ${STATUSES.join(", ")}`);
  }
  const limit = Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LISTED) {
    throw new HttpProblem("parameter_invalid", `limit: a whole number from 1 to ${MAX_LISTED}`);
  }
  return { status, limit };
}
