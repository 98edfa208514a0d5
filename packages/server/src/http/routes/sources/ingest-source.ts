import { findSource, type Source, type SourceRequest, type SourceResult } from "@usher/integrations/sources";
import type { Hono } from "hono";
import type { IngestReply } from "../../../ingest/ingest.ts";
import { nodeSourceTools } from "../../../ingest/node-source-tools.ts";
import { settingsOf } from "../../../ingest/source-settings.ts";
import { bearer } from "../../authorise.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv, Product } from "../../dependencies.ts";
import { enforceLimit } from "../../enforce-limit.ts";
import { HttpProblem } from "../../problem.ts";
import { acceptSigned } from "./accept-signed.ts";
import { readSourceRequest } from "./read-source-request.ts";
import { accept } from "./receive.ts";
import { problemOf } from "./source-problem.ts";

/**
 * `POST /ingest/:source/:product_id`: any source, with the product's secret key (`Authorization: Bearer sk_…`, scope
 * `events:write`) or signed as that source signs.
 */
export function ingestSourceRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.on("POST", ["/ingest/:source/:product_id", "/ingest/:source/:product_id/"], async (context) => {
    const { source: sourceId, product_id: productId } = context.req.param();
    const source = findSource(sourceId);
    if (source === undefined) {
      throw new HttpProblem("source_unknown", "There is no such source; docs/sources.md lists them.");
    }
    const request = await readSourceRequest(context, dependencies.clock.now());
    const isOurKey = dependencies.keys.find(bearer(context) ?? "").type === "server";
    const reply = isOurKey
      ? await acceptWithKey(context, dependencies, productId, source, request)
      : await acceptSigned(context, dependencies, productId, needsSecret(dependencies, productId, source), request);
    return context.json({ success: true, ...reply });
  });
}

/** The key is proof enough: a source that wants a secret is given one it can check. */
async function acceptWithKey(
  context: HttpContext,
  dependencies: HttpDependencies,
  productId: string,
  source: Source,
  request: SourceRequest,
): Promise<IngestReply> {
  const { product } = authoriseServer(context, dependencies, { scope: "events:write", productId });
  enforceLimit(context, dependencies, "secret_key", product.id);
  refuseUnconfigured(product, source);
  const { secret: _secret, signatureHeader: _header, ...options } = settingsOf(product, source.manifest.id).options;
  const result: SourceResult =
    source.manifest.options.secret?.required === true
      ? source.parse(withSecret(request), { ...options, secret: PROVED }, nodeSourceTools)
      : source.parse(request, options, nodeSourceTools);
  const problem = problemOf(result);
  if (problem !== undefined) throw problem;
  return accept(dependencies, product, source, result, request, false);
}

const PROVED = "proved by the key";

function withSecret(request: SourceRequest): SourceRequest {
  const { "fullstory-signature": _signature, ...headers } = request.headers;
  return { ...request, headers: { ...headers, authorization: PROVED, "x-posthog-secret": PROVED } };
}

/** Library sources read anything that names a key; here, where the path names the product, a secret must. */
function needsSecret({ products }: HttpDependencies, productId: string, source: Source): Source {
  const product = products.byId(productId);
  if (product !== undefined && source.manifest.options.secret === undefined) {
    throw new HttpProblem("key_missing", "Send the product's secret key: Authorization: Bearer sk_…");
  }
  if (product !== undefined) refuseUnconfigured(product, source);
  return source;
}

/** A source that cannot read anything before it is set up is no source of this product; the sender cannot mend it. */
function refuseUnconfigured(product: Product, { manifest }: Source): void {
  const { options } = settingsOf(product, manifest.id);
  for (const [name, spec] of Object.entries(manifest.options)) {
    if (name === "secret" || spec.required !== true || options[name] !== undefined) continue;
    throw new HttpProblem(
      "source_unknown",
      `${manifest.title} is not set up for ${product.id}: set sources.${manifest.id}.${name}.`,
    );
  }
}
