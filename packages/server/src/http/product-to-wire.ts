import type { KeyWire, ProductWire, RegisterProductReply } from "@usher/core";
import type { KeyRecord } from "../ports/product-store.ts";
import { isInForce } from "../products/key-ring.ts";
import type { RegisteredProduct } from "../products/product-admin.ts";
import type { HttpContext, HttpDependencies } from "./dependencies.ts";

/** Where clients reach this server: its public address, or the one under which this request came. */
export function baseUrl(context: HttpContext, { config }: Pick<HttpDependencies, "config">): string {
  return (config.server.publicUrl ?? new URL(context.req.url).origin).replace(/\/+$/, "");
}

/** A product's addresses on a server. */
export function productUrls(
  base: string,
  productId: string,
): { readonly webhook_url: string; readonly stream_url: string } {
  return { webhook_url: `${base}/webhook/${productId}`, stream_url: `${base}/stream/${productId}` };
}

/** All products, those of the configuration included, or one of them. */
export async function productsToWire(
  base: string,
  { config, products, store, clock }: Pick<HttpDependencies, "config" | "products" | "store" | "clock">,
  only?: string,
): Promise<readonly ProductWire[]> {
  const [records, keys] = await Promise.all([store.products.listProducts(), store.products.listKeys()]);
  const now = clock.now();
  const configured = new Set(config.products.map(({ id }) => id));
  return products.all
    .filter(({ id }) => only === undefined || id === only)
    .map(({ id, origins }) => {
      const record = records.find(({ productId }) => productId === id);
      return {
        product_id: id,
        contact_email: record?.contactEmail ?? null,
        origins,
        configured: configured.has(id),
        ...productUrls(base, id),
        created_at: record?.createdAt ?? null,
        keys: keys.filter(({ productId }) => productId === id).map((key) => keyToWire(key, now)),
      };
    });
}

export function keyToWire(key: KeyRecord, now: number): KeyWire {
  return {
    key_id: key.keyId,
    kind: key.kind,
    ...(key.kind === "publishable" ? { key: key.hash } : {}),
    last_four: key.lastFour,
    scopes: key.scopes,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    in_force: isInForce(key, now),
  };
}

export function registeredToWire(
  base: string,
  { product, publishableKey, secretKey, secretKeyId, webhookSecret }: RegisteredProduct,
  integrationType: RegisterProductReply["integration_type"] = "event_stream",
): RegisterProductReply {
  return {
    product_id: product.productId,
    integration_type: integrationType,
    publishable_key: publishableKey,
    secret_key: secretKey,
    webhook_secret: webhookSecret,
    ...productUrls(base, product.productId),
    unkey_key: secretKey,
    unkey_key_id: secretKeyId,
    dual_write: false,
  };
}
