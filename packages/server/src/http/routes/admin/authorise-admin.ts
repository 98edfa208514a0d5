import { createHash, timingSafeEqual } from "node:crypto";
import { bearer } from "../../authorise.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";

/** Throws unless the request carries the admin key. Without a configured key these routes do not exist. */
export function authoriseAdmin(context: HttpContext, { config }: Pick<HttpDependencies, "config">): void {
  const { adminKey } = config;
  if (adminKey === null) throw new HttpProblem("route_unknown", `There is nothing at GET ${context.req.path}.`);
  const key = bearer(context);
  if (key !== undefined && isSame(key, adminKey)) return;
  throw new HttpProblem("admin_key_invalid", "Send the admin key: Authorization: Bearer <USHER_ADMIN_KEY>", {
    headers: { "www-authenticate": "Bearer" },
  });
}

/** Compares digests: of equal length, and in constant time. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** The product a request is about; there is no need to name the only one. */
export function adminProduct(context: HttpContext, { products }: Pick<HttpDependencies, "products">): Product {
  const id = context.req.query("product");
  const product = id === undefined && products.all.length === 1 ? products.all[0] : products.byId(id ?? "");
  if (product !== undefined) return product;
  const known = products.all.map((each) => each.id).join(", ");
  throw new HttpProblem("parameter_invalid", `product: name one of ${known}`);
}
