import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";

const FILE = /\.[A-Za-z0-9]{1,8}$/;
const HASHED_NAME = /-[\w-]{8,}\.(js|css|svg|woff2)$/;

/** Folders served as they are: the examples and the page SDK. */
export function staticRoutes(app: Hono<HttpEnv>, { config }: HttpDependencies): void {
  for (const { path, dir, spa, anyOrigin } of config.staticFiles) {
    const prefix = path.replace(/\/+$/, "");
    app.get(
      `${prefix}/*`,
      serveStatic({
        root: dir,
        rewriteRequestPath: (requested) => requested.slice(prefix.length),
        onFound(found, context) {
          context.header("x-content-type-options", "nosniff");
          if (anyOrigin === true) context.header("access-control-allow-origin", "*");
          context.header("cache-control", HASHED_NAME.test(found) ? "public, max-age=31536000, immutable" : "no-cache");
        },
      }),
    );
    if (spa === true) {
      const index = async (): Promise<Response> =>
        new Response(await readFile(join(dir, "index.html")), {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "cache-control": "no-cache",
            "x-content-type-options": "nosniff",
          },
        });
      app.get(prefix, index);
      // A missing script must be missing: HTML in its place would fail later, and say nothing of the cause.
      app.get(`${prefix}/*`, (context) => (FILE.test(context.req.path) ? context.notFound() : index()));
    }
  }
}
