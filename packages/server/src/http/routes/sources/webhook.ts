import { posthogWebhook } from "@usher/integrations/sources";
import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { acceptSigned } from "./accept-signed.ts";
import { readSourceRequest } from "./read-source-request.ts";

/** `POST /webhook/:product_id`: a destination in PostHog's data pipeline. */
export function webhookRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.on("POST", ["/webhook/:product_id", "/webhook/:product_id/"], async (context) => {
    const request = await readSourceRequest(context, dependencies.clock.now());
    const reply = await acceptSigned(context, dependencies, context.req.param("product_id"), posthogWebhook, request);
    return context.json({ status: 1, ...reply });
  });
}
