import type { HttpContext, HttpDependencies } from "./dependencies.ts";
import { isOriginAllowed, isSelfOrigin } from "./origin.ts";

/**
 * CORS answers for origins that some product lists; others get none and the browser refuses. Never `*`, never with
 * credentials. Which product a request may touch is decided by its key or token, not here.
 */
export function corsHeaders(context: HttpContext, { products, config }: HttpDependencies): Record<string, string> {
  const origin = context.req.header("origin");
  if (origin === undefined) return {};
  const isSelf = isSelfOrigin(origin, context.req.header("host"), config.server.publicUrl);
  const allowed = products.all.some((product) => isOriginAllowed(origin, product.origins, isSelf));
  if (!allowed) return { vary: "Origin" };
  // A page that is told to wait must be able to read for how long.
  return { "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after", vary: "Origin" };
}

export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, content-encoding, last-event-id",
  "access-control-max-age": "7200",
};
