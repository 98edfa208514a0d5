import type { KeyRecord } from "../ports/product-store.ts";
import type { Product } from "../products/product.ts";
import type { Scope } from "../products/scopes.ts";
import { bearer } from "./authorise.ts";
import type { HttpContext, HttpDependencies } from "./dependencies.ts";
import { HttpProblem } from "./problem.ts";

export interface AuthorisedServer {
  readonly product: Product;
  /** What opened the door; a stream that it opened ends with it (`keys.onRevoked`). */
  readonly key: KeyRecord | { readonly kind: "admin" };
}

interface Wanted {
  readonly scope: Scope;
  /** The product that the path or the body names. It is never the authority: the key's own product is. */
  readonly productId?: string;
}

type Needed = Pick<HttpDependencies, "keys" | "products">;

/**
 * A customer's server, by its secret or restricted key, or an administrator. Throws HttpProblem `key_missing`,
 * `key_malformed` or `key_unknown` (401), `scope_missing` (403), and `product_unknown` (404) for products of others as for
 * those that do not exist.
 */
export function authoriseServer(
  context: HttpContext,
  { keys, products }: Needed,
  { scope, productId }: Wanted,
): AuthorisedServer {
  const key = requireKey(context, keys);
  const product =
    "keyId" in key ? productOfKey(key, products, scope, productId) : productOfAdmin(context, products, productId);
  context.set("productId", product.id);
  return { product, key };
}

/**
 * For routes whose body names the product: whether the key may do this at all, before anything that was sent is read. To
 * be followed by `authoriseServer`.
 */
export function requireScope(context: HttpContext, { keys, products }: Needed, scope: Scope): void {
  const key = requireKey(context, keys);
  if ("keyId" in key) productOfKey(key, products, scope, undefined);
}

function requireKey(context: HttpContext, keys: Needed["keys"]): AuthorisedServer["key"] {
  const text = bearer(context) ?? context.req.header("x-admin-key")?.trim();
  if (text === undefined || text === "") {
    throw unauthorised("key_missing", "Send the product's secret key: Authorization: Bearer sk_…");
  }
  const found = keys.find(text);
  switch (found.type) {
    case "admin":
      return { kind: "admin" };
    case "server":
      return found.key;
    case "publishable":
      throw unauthorised(
        "key_unknown",
        "This is a publishable key, which is for pages; servers use the secret one (sk_…).",
      );
    case "ended":
      throw unauthorised(
        "key_unknown",
        "This key has ended: it expired, or was rotated or revoked. Use the current one.",
      );
    case "mistyped":
      throw unauthorised(
        "key_malformed",
        "This key is mistyped or was cut off: its checksum does not fit. Copy it again as a whole.",
      );
    case "unknown":
      throw unauthorised("key_unknown", "No product has this key.");
  }
}

function productOfKey(
  key: KeyRecord,
  products: Needed["products"],
  scope: Scope,
  productId: string | undefined,
): Product {
  const product = products.byId(key.productId);
  if (product === undefined || (productId !== undefined && productId !== product.id)) throw productUnknown(productId);
  if (key.scopes.includes(scope)) return product;
  throw new HttpProblem("scope_missing", `This key may not do that: it lacks the scope ${scope}.`, {
    headers: { "www-authenticate": `Bearer realm="usher", error="insufficient_scope", scope="${scope}"` },
  });
}

/** Administrators may work with any product, and need not name the only one. */
function productOfAdmin(context: HttpContext, products: Needed["products"], named: string | undefined): Product {
  const id = named ?? context.req.query("product");
  const [only, ...others] = products.all;
  const product = id === undefined && others.length === 0 ? only : products.byId(id ?? "");
  if (product !== undefined) return product;
  if (id === undefined) throw new HttpProblem("parameter_invalid", "Name the product: ?product=<id>");
  throw productUnknown(id);
}

function productUnknown(productId: string | undefined): HttpProblem {
  return new HttpProblem(
    "product_unknown",
    `There is no product ${JSON.stringify((productId ?? "").slice(0, 80))} for this key.`,
  );
}

/** 401 as RFC 6750 wants it: a request without a key is only told which kind of key there is. */
export function unauthorised(
  code: "key_missing" | "key_malformed" | "key_unknown" | "admin_key_invalid",
  detail: string,
): HttpProblem {
  const challenge = code === "key_missing" ? 'Bearer realm="usher"' : 'Bearer realm="usher", error="invalid_token"';
  return new HttpProblem(code, detail, { headers: { "www-authenticate": challenge } });
}
