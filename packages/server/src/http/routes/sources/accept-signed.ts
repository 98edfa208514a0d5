import type { Source, SourceRequest, SourceResult } from "@usher/integrations/sources";
import { type BoundedMap, createBoundedMap } from "../../../engine/bounded-map.ts";
import type { IngestReply } from "../../../ingest/ingest.ts";
import { nodeSourceTools } from "../../../ingest/node-source-tools.ts";
import { settingsOf } from "../../../ingest/source-settings.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import { countBadSignature, enforceLimit, refuseBlocked } from "../../enforce-limit.ts";
import { HttpProblem } from "../../problem.ts";
import { accept } from "./receive.ts";
import { problemOf } from "./source-problem.ts";

/** Refused deliveries by product since the start: a destination with an old secret shows here. */
const failures = new WeakMap<object, BoundedMap<number>>();

/**
 * A request that the vendor's servers signed with the product's secret: the one the configuration gives the source, or
 * the product's webhook secret. Throws HttpProblem.
 */
export async function acceptSigned(
  context: HttpContext,
  dependencies: HttpDependencies,
  productId: string,
  source: Source,
  request: SourceRequest,
): Promise<IngestReply> {
  const product = dependencies.products.byId(productId);
  if (product === undefined) {
    throw new HttpProblem("product_unknown", "There is no such product; its id is the last part of the address.");
  }
  refuseBlocked(context, dependencies, blockedAs(product.id, source));
  const result = readSigned(product, source, request);
  if (result === undefined) {
    countFailure(context, dependencies, product.id, source);
    throw new HttpProblem(
      "signature_invalid",
      `${product.id} has no secret for ${source.manifest.title}: set sources.${source.manifest.id}.secret.`,
    );
  }
  const problem = problemOf(result);
  if (problem !== undefined) {
    if (problem.status === 401) countFailure(context, dependencies, product.id, source);
    else reject(dependencies, source, problem);
    throw problem;
  }
  context.set("productId", product.id);
  enforceLimit(context, dependencies, "webhook", blockedAs(product.id, source));
  return accept(dependencies, product, source, result, request, false);
}

/** Read with the first secret that fits; undefined when the product has none. */
function readSigned(product: Product, source: Source, request: SourceRequest): SourceResult | undefined {
  const { options } = settingsOf(product, source.manifest.id);
  const given = typeof options.secret === "string" ? [options.secret] : [];
  let result: SourceResult | undefined;
  for (const secret of [...given, ...product.webhookSecrets]) {
    const isConfigured = secret === options.secret;
    result = source.parse(request, isConfigured ? options : { ...options, secret }, nodeSourceTools);
    if (!result.problems.some(({ code }) => code === "signature_invalid")) return result;
  }
  return result;
}

function blockedAs(productId: string, { manifest }: Source): string {
  return `${manifest.id}\0${productId}`;
}

function countFailure(context: HttpContext, dependencies: HttpDependencies, productId: string, source: Source): void {
  const { log, products } = dependencies;
  countBadSignature(context, dependencies, blockedAs(productId, source));
  let counts = failures.get(products);
  if (counts === undefined) {
    counts = createBoundedMap(1_000);
    failures.set(products, counts);
  }
  const signatureFailures = (counts.get(productId) ?? 0) + 1;
  counts.set(productId, signatureFailures);
  log.warn(
    { productId, signatureFailures },
    `invalid ${vendorOf(source.manifest.id)} signature for product=${productId}`,
  );
}

function vendorOf(sourceId: string): string {
  return sourceId === "posthog-webhook" ? "PostHog" : sourceId;
}

function reject({ metrics }: HttpDependencies, { manifest }: Source, problem: HttpProblem): void {
  metrics.received(manifest.id, 1);
  metrics.events({ result: "rejected", source: manifest.id, reason: problem.code });
}
