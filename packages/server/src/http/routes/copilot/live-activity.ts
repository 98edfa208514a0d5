import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { Product } from "../../../products/product.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { liveActivity } from "./read-live-activity.ts";

/** `GET /users/:product_id/:user_id/live-activity`: what a user did lately, over all of their sessions. */
export function liveActivityRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.get("/users/:product_id/:user_id/live-activity", async (context) => {
    const product = productOf(context, context.req.param("product_id"), dependencies);
    const userId = context.req.param("user_id");
    const reply = await liveActivity(dependencies, product, userId, context.req.query("limit"));
    // The moment of the answer is left out: it is the activity that has changed or has not.
    const digest = createHash("sha256")
      .update(JSON.stringify([product.id, userId, reply.actions]))
      .digest("base64url");
    const etag = `W/"${digest.slice(0, 22)}"`;
    context.header("etag", etag);
    if (knows(context, etag)) return context.body(null, 304);
    return context.json(reply);
  });
}

/** Here a foreign product is answered with 403, as documented to existing clients; unknown ones look the same. */
function productOf(context: HttpContext, productId: string, dependencies: HttpDependencies): Product {
  try {
    return authoriseServer(context, dependencies, { scope: "users:read", productId }).product;
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.code !== "product_unknown") throw error;
    throw new HttpProblem("product_forbidden", "The API key does not match product_id.");
  }
}

function knows(context: HttpContext, etag: string): boolean {
  const known = context.req.header("if-none-match") ?? "";
  return known.split(",").some((each) => each.trim() === etag || each.trim() === "*");
}
