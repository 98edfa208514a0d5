import { settingsOf } from "../../../ingest/source-settings.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import { enforceLimit } from "../../enforce-limit.ts";
import { isOriginAllowed, isSelfOrigin } from "../../origin.ts";
import { HttpProblem } from "../../problem.ts";

/** `events`: may write. `settings`: reads what is public anyway, also from script tags, which send no Origin. */
export type SenderPurpose = "events" | "settings";

/**
 * The product a client named by the key it sends (PostHog's project key, Segment's write key). Publishable keys are good
 * from the product's own pages; without an Origin only where the product allows it, or in development. Secret keys are good from servers.
 * Throws HttpProblem.
 */
export function authoriseSender(
  context: HttpContext,
  dependencies: HttpDependencies,
  sourceId: string,
  key: string | undefined,
  purpose: SenderPurpose = "events",
): Product {
  try {
    const product = findProduct(context, dependencies, sourceId, key, purpose);
    context.set("productId", product.id);
    enforceLimit(context, dependencies, "publishable_key", product.id);
    return product;
  } catch (error) {
    // Whoever may not write may not read the answer either.
    hideAnswer(context);
    throw error;
  }
}

function findProduct(
  context: HttpContext,
  { products, keys, config }: HttpDependencies,
  sourceId: string,
  key: string | undefined,
  purpose: SenderPurpose,
): Product {
  if (key === undefined || key === "") {
    throw new HttpProblem("key_missing", "Initialise the client with the product's publishable key (pk_…).");
  }
  const origin = context.req.header("origin");
  const found = keys.find(key);
  if (found.type === "server") {
    if (origin !== undefined) {
      throw new HttpProblem(
        "key_unknown",
        "This is a secret key; pages use the publishable one (pk_…). Rotate the secret key: it has been in a page.",
      );
    }
    const product = products.byId(found.key.productId);
    if (product === undefined) throw new HttpProblem("key_unknown", "No product has this key.");
    if (!found.key.scopes.includes("events:write")) {
      throw new HttpProblem("scope_missing", "This key may not write events: it lacks the scope events:write.");
    }
    return product;
  }
  const product = products.byKey(key) ?? byVendorKey(products.all, sourceId, key);
  if (product === undefined) throw new HttpProblem("key_unknown", "No product has this key.");
  if (origin === undefined) {
    if (purpose === "settings" || settingsOf(product, sourceId).allowServerEvents) return product;
    // A product without origins is in development: what runs beside the server may try it out.
    if (product.origins.length === 0 && context.get("client")?.isLocal === true) return product;
    throw new HttpProblem(
      "origin_missing",
      `Publishable keys work from pages. From a server use a secret key, or set sources.${sourceId}.allowServerEvents.`,
    );
  }
  if (
    !isOriginAllowed(origin, product.origins, isSelfOrigin(origin, context.req.header("host"), config.server.publicUrl))
  )
    throw new HttpProblem(
      "origin_not_allowed",
      `Pages of ${origin.slice(0, 200)} may not use this key; add the origin to the product's origins.`,
    );
  return product;
}

/** Products change seldom: the index is made once for each list of them. */
const vendorKeys = new WeakMap<readonly Product[], ReadonlyMap<string, Product>>();

function byVendorKey(all: readonly Product[], sourceId: string, key: string): Product | undefined {
  let index = vendorKeys.get(all);
  if (index === undefined) {
    index = new Map(
      all.flatMap((product) =>
        Object.keys(product.sources ?? {}).flatMap((id) =>
          settingsOf(product, id).keys.map((each) => [`${id}\0${each}`, product] as const),
        ),
      ),
    );
    vendorKeys.set(all, index);
  }
  return index.get(`${sourceId}\0${key}`);
}

function hideAnswer(context: HttpContext): void {
  const {
    "access-control-allow-origin": _origin,
    "access-control-allow-credentials": _credentials,
    ...rest
  } = context.get("cors") ?? {};
  context.set("cors", rest);
}
