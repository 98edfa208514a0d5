import { createHash, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import { isLoopback } from "../../limits/client-address.ts";
import { bearer } from "../authorise.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";

/** `GET /metrics`: Prometheus text, for who has the metrics token or the admin key, or is on this machine. */
export function metricsRoute(app: Hono<HttpEnv>, { config, metrics }: HttpDependencies): void {
  const keys = [config.metricsToken, config.adminKey].filter((key) => key !== null);

  app.get("/metrics", async (context) => {
    const given = bearer(context);
    const isAllowed = given === undefined ? isOpenTo(context) : keys.some((key) => isSame(key, given));
    if (!isAllowed) {
      throw new HttpProblem("key_missing", "Send the metrics token: Authorization: Bearer <USHER_METRICS_TOKEN>", {
        headers: { "www-authenticate": "Bearer" },
      });
    }
    return context.body(await metrics.render(), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  });

  /** With a token set nobody needs the exception for this machine, and a proxy on it cannot hand it to the world. */
  function isOpenTo(context: HttpContext): boolean {
    if (config.metricsToken !== null || context.req.header("origin") !== undefined) return false;
    const peer = context.env?.incoming?.socket.remoteAddress;
    return isLoopback(peer) && context.get("client").isLocal;
  }
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
