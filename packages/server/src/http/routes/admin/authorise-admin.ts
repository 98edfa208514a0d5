import { bearer } from "../../authorise.ts";
import { unauthorised } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";

/**
 * Throws unless the request carries an admin key: the configured one, a registered one (`ak_…`), or the data directory's
 * own. Where only the last exists, these routes do not exist for anybody else.
 */
export function authoriseAdmin(context: HttpContext, { keys }: Pick<HttpDependencies, "keys">): void {
  const key = adminKeyOf(context);
  if (key !== undefined && keys.find(key).type === "admin") return;
  if (!keys.hasAdmin)
    throw new HttpProblem("route_unknown", `There is nothing at ${context.req.method} ${context.req.path}.`);
  throw adminKeyInvalid();
}

/** The key that a request was sent with as an administrator's. */
export function adminKeyOf(context: HttpContext): string | undefined {
  return bearer(context) ?? context.req.header("x-admin-key")?.trim();
}

export function adminKeyInvalid(): HttpProblem {
  return unauthorised(
    "admin_key_invalid",
    "Send the admin key: Authorization: Bearer <USHER_ADMIN_KEY>. On the server's own machine, `usher product` needs none.",
  );
}

/** The product a request is about; there is no need to name the only one. */
export function adminProduct(context: HttpContext, { products }: Pick<HttpDependencies, "products">): Product {
  const id = context.req.query("product");
  const product = id === undefined && products.all.length === 1 ? products.all[0] : products.byId(id ?? "");
  if (product !== undefined) return product;
  const known = products.all.map((each) => each.id).join(", ");
  throw new HttpProblem("parameter_invalid", `product: name one of ${known}`);
}
