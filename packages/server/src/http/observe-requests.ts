import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { HttpContext, HttpDependencies, HttpEnv } from "./dependencies.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * One line and one measurement per request: by the pattern of its route, never by its path, for paths carry ids and
 * queries carry worse. Streams count as answered when they open.
 */
export function observeRequests({ metrics, log }: HttpDependencies): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const startedAt = performance.now();
    await next();
    const durationMs = performance.now() - startedAt;
    const method = METHODS.has(context.req.method) ? context.req.method : "OTHER";
    const route = routeOf(context);
    const { status } = context.res;
    metrics.http(route, method, status, durationMs / 1_000);
    log.debug(
      {
        requestId: context.get("requestId"),
        method,
        route,
        status,
        ms: Math.round(durationMs * 10) / 10,
        productId: context.get("productId"),
      },
      "request",
    );
  };
}

function routeOf(context: HttpContext): string {
  return matchedRoutes(context).findLast(({ method }) => method !== "ALL")?.path ?? "unmatched";
}
