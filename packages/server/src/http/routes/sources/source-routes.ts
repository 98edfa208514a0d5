import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { amplitudeRoutes } from "./amplitude.ts";
import { customerDataRoutes } from "./customer-data.ts";
import { ingestSourceRoute } from "./ingest-source.ts";
import { posthogRoutes } from "./posthog.ts";
import { webhookRoute } from "./webhook.ts";

/** Where events of other services come in. */
export function sourceRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  posthogRoutes(app, dependencies);
  customerDataRoutes(app, dependencies);
  amplitudeRoutes(app, dependencies);
  webhookRoute(app, dependencies);
  ingestSourceRoute(app, dependencies);
}
