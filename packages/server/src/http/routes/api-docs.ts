import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { apiDescription } from "../openapi/api-description.ts";
import { buildDocument } from "../openapi/build-document.ts";
import { DOCS_STYLE } from "../openapi/docs-style.ts";
import { renderDocs } from "../openapi/render-docs.ts";

/** The page may show itself and nothing else: no script, no image, nothing from anywhere. */
const CONTENT_SECURITY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(DOCS_STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "cache-control": "no-cache",
  "content-security-policy": CONTENT_SECURITY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** `GET /openapi.json` and `GET /docs`. They say how to ask, never what is here: no product and no key is in them. */
export function apiDocsRoutes(app: Hono<HttpEnv>, { config }: HttpDependencies): void {
  const publicUrl = config.server.publicUrl?.replace(/\/+$/, "");
  const document = buildDocument(apiDescription, publicUrl ?? "/");
  const json = JSON.stringify(document);

  app.get("/openapi.json", (context) => context.body(json, 200, { ...HEADERS, "content-type": "application/json" }));
  app.get("/docs", (context) => {
    const page = renderDocs(apiDescription, document, publicUrl ?? new URL(context.req.url).origin);
    return context.body(page, 200, { ...HEADERS, "content-type": "text/html; charset=utf-8" });
  });
}
