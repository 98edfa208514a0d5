import type { SessionRecord } from "../../../ports/store.ts";
import type { Product } from "../../../products/product.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";

/** The session a server asks about; that of another product does not exist. Throws HttpProblem. */
export async function findSession(
  context: HttpContext,
  dependencies: HttpDependencies,
): Promise<{ readonly product: Product; readonly session: SessionRecord }> {
  const productId = context.req.query("product_id");
  const wanted = { scope: "context:read" as const, ...(productId === undefined ? {} : { productId }) };
  const { product } = authoriseServer(context, dependencies, wanted);
  const session = await dependencies.engine.find(product.id, context.req.param("session_id") ?? "");
  if (session === undefined) throw new HttpProblem("session_unknown", "This product has no such session.");
  return { product, session };
}
