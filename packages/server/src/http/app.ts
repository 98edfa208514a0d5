import { Hono } from "hono";
import { clientOf, parseRanges } from "../limits/client-address.ts";
import { corsHeaders, PREFLIGHT_HEADERS } from "./cors.ts";
import type { HttpDependencies, HttpEnv } from "./dependencies.ts";
import { guardRequests } from "./guard-requests.ts";
import { observeRequests } from "./observe-requests.ts";
import { isHostAllowed } from "./origin.ts";
import { HttpProblem, problemResponse, toProblem } from "./problem.ts";
import { adminExplainRoute } from "./routes/admin/explain.ts";
import { adminExportRoute } from "./routes/admin/export.ts";
import { adminKeysRoutes } from "./routes/admin/keys.ts";
import { adminKnowledgeRoutes } from "./routes/admin/knowledge.ts";
import { adminPathsRoutes } from "./routes/admin/paths.ts";
import { adminPrivacyRoute } from "./routes/admin/privacy.ts";
import { adminProductsRoutes } from "./routes/admin/products.ts";
import { adminQuarantineRoute } from "./routes/admin/quarantine.ts";
import { adminWebhooksRoutes } from "./routes/admin/webhooks.ts";
import { apiDocsRoutes } from "./routes/api-docs.ts";
import { difyRoute } from "./routes/bridge/dify.ts";
import { inkeepRoutes } from "./routes/bridge/inkeep/inkeep-routes.ts";
import { openServerChatRoute } from "./routes/bridge/open.ts";
import { openaiRoute } from "./routes/bridge/openai.ts";
import { rasaRoutes } from "./routes/bridge/rasa/routes.ts";
import { vendorWebhookRoutes } from "./routes/bridge/webhook.ts";
import { captureRoute } from "./routes/capture.ts";
import { chatRoute } from "./routes/chat.ts";
import { consumerRoutes } from "./routes/consumers.ts";
import { copilotRoutes } from "./routes/copilot/routes.ts";
import { debugRoute } from "./routes/debug.ts";
import { healthRoutes } from "./routes/health.ts";
import { mcpRoute } from "./routes/mcp/mcp-route.ts";
import { memoryRoutes } from "./routes/memory.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { nudgesRoute } from "./routes/nudges.ts";
import { offersRoute } from "./routes/offers.ts";
import { preferencesRoutes } from "./routes/preferences.ts";
import { productsRoutes } from "./routes/products.ts";
import { recorderRoutes } from "./routes/recorder.ts";
import { sessionRoute } from "./routes/session.ts";
import { isSourcePath, sourceCorsHeaders, sourcePreflightHeaders } from "./routes/sources/source-cors.ts";
import { sourceRoutes } from "./routes/sources/source-routes.ts";
import { staticRoutes } from "./routes/static.ts";
import { streamRoute } from "./routes/stream.ts";
import { streamTicketRoute } from "./routes/stream-ticket.ts";
import { toursRoutes } from "./routes/tours.ts";

const API_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};

const API =
  /^\/(v1\/|products(\/|$)|healthz$|readyz$|stream\/|users\/|knowledge-base\/|sessions\/|retrieval$|mcp\/?$|bridge\/)/;

export function createApp(dependencies: HttpDependencies): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const proxies = parseRanges(dependencies.config.server.trustProxy);

  app.use(observeRequests(dependencies));

  app.use(async (context, next) => {
    context.set("requestId", dependencies.createId("req"));
    const peer = context.env?.incoming?.socket?.remoteAddress;
    context.set("client", clientOf(peer, context.req.header("x-forwarded-for"), proxies));
    const { host, publicUrl } = dependencies.config.server;
    if (!isHostAllowed(context.req.header("host"), host, publicUrl)) {
      throw new HttpProblem(
        "host_not_allowed",
        "This server does not answer to that name; set server.publicUrl to it.",
      );
    }
    const isSource = isSourcePath(context.req.path);
    if (!isSource && !API.test(context.req.path)) return next();
    const cors = isSource ? sourceCorsHeaders(context, dependencies) : corsHeaders(context, dependencies);
    const headers = { ...API_HEADERS, ...cors };
    context.set("cors", headers);
    if (context.req.method === "OPTIONS") {
      const preflight = isSource ? sourcePreflightHeaders(context) : PREFLIGHT_HEADERS;
      return new Response(null, { status: 204, headers: { ...headers, ...preflight } });
    }
    await next();
    for (const [name, value] of Object.entries(context.get("cors"))) context.res.headers.set(name, value);
  });

  app.use(guardRequests(dependencies));

  app.onError((error, context) => {
    const problem = toProblem(error);
    if (problem.status === 401 || problem.status === 403) dependencies.metrics.authFailure(problem.code);
    const requestId = context.get("requestId");
    if (problem.status >= 500) {
      const cause = error.cause === undefined ? {} : { cause: String(error.cause) };
      dependencies.log.error({ requestId, code: problem.code, error: String(error), ...cause }, "request failed");
    }
    return problemResponse(problem, requestId, context.get("cors") ?? {});
  });

  sessionRoute(app, dependencies);
  captureRoute(app, dependencies);
  nudgesRoute(app, dependencies);
  offersRoute(app, dependencies);
  toursRoutes(app, dependencies);
  chatRoute(app, dependencies);
  preferencesRoutes(app, dependencies);
  memoryRoutes(app, dependencies);
  debugRoute(app, dependencies);
  adminExplainRoute(app, dependencies);
  adminExportRoute(app, dependencies);
  adminPrivacyRoute(app, dependencies);
  adminQuarantineRoute(app, dependencies);
  adminProductsRoutes(app, dependencies);
  adminKeysRoutes(app, dependencies);
  adminWebhooksRoutes(app, dependencies);
  adminKnowledgeRoutes(app, dependencies);
  adminPathsRoutes(app, dependencies);
  recorderRoutes(app, dependencies);
  productsRoutes(app, dependencies);
  healthRoutes(app, dependencies);
  metricsRoute(app, dependencies);
  apiDocsRoutes(app, dependencies);
  streamRoute(app, dependencies);
  streamTicketRoute(app, dependencies);
  rasaRoutes(app, dependencies);
  inkeepRoutes(app, dependencies);
  openServerChatRoute(app, dependencies);
  vendorWebhookRoutes(app, dependencies);
  difyRoute(app, dependencies);
  openaiRoute(app, dependencies);
  consumerRoutes(app, dependencies);
  copilotRoutes(app, dependencies);
  mcpRoute(app, dependencies);
  sourceRoutes(app, dependencies);
  staticRoutes(app, dependencies);

  app.notFound((context) => {
    const known = app.routes.filter(({ method }) => method !== "ALL").find(({ path }) => fits(path, context.req.path));
    const problem =
      known === undefined
        ? new HttpProblem(
            "route_unknown",
            `There is nothing at ${context.req.method} ${context.req.path.slice(0, 200)}.`,
          )
        : new HttpProblem("method_not_allowed", `Use ${known.method} here.`, { headers: { allow: known.method } });
    return problemResponse(problem, context.get("requestId"), context.get("cors") ?? {});
  });

  return app;
}

function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const actual = path.split("/");
  return (
    wanted.length === actual.length && wanted.every((part, index) => part.startsWith(":") || part === actual[index])
  );
}
