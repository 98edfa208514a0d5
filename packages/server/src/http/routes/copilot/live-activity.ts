import { createHash } from "node:crypto";
import { DAY_MS } from "@usher/core";
import type { Hono } from "hono";
import type { Product } from "../../../products/product.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { readLimit } from "./read-limit.ts";
import { activityToWire } from "./wire-actions.ts";

/** Actions of one user that are told at most, and how far back. */
const MAX_ACTIONS = 50;
const LOOK_BACK_MS: number = DAY_MS;

/** `GET /users/:product_id/:user_id/live-activity`: what a user did lately, over all of their sessions. */
export function liveActivityRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, clock } = dependencies;

  app.get("/users/:product_id/:user_id/live-activity", async (context) => {
    const product = productOf(context, context.req.param("product_id"), dependencies);
    const userId = context.req.param("user_id");
    const now = clock.now();
    const limit = readLimit(context.req.query("limit"), MAX_ACTIONS);
    const found = await store.activity.userActions(product.id, userId, now - LOOK_BACK_MS, limit);
    const actions = activityToWire(found);
    // The moment of the answer is left out: it is the activity that has changed or has not.
    const digest = createHash("sha256")
      .update(JSON.stringify([product.id, userId, actions]))
      .digest("base64url");
    const etag = `W/"${digest.slice(0, 22)}"`;
    context.header("etag", etag);
    if (knows(context, etag)) return context.body(null, 304);
    return context.json({
      product_id: product.id,
      user_id: userId,
      count: actions.length,
      as_of: now / 1_000,
      actions,
    });
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
