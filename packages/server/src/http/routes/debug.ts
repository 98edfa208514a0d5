import { explanationInWords } from "@usher/core";
import type { Hono } from "hono";
import { explainStored } from "../../explain/explain-stored.ts";
import { authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { snakeCase } from "../snake-case.ts";

/** `GET /v1/debug`: a page's own session explained, for the overlay. Exists only where the configuration says `debug`. */
export function debugRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { config, store, clock } = dependencies;

  app.get("/v1/debug", async (context) => {
    if (!config.debug) throw new HttpProblem("route_unknown", "There is nothing at GET /v1/debug.");
    const { product, session } = await authoriseSession(context, dependencies);
    const { explanation } = await explainStored(store, product.rules, {
      productId: product.id,
      who: { session: session.sessionId },
      at: clock.now(),
    });
    return context.json(snakeCase({ ...explanation, words: explanationInWords(explanation) }) as object);
  });
}
