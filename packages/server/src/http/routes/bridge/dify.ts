import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { parseBody } from "../../read-json.ts";
import { createRetrieval, retrievalRequest } from "../copilot/retrieval.ts";
import { jsonOf, proveWebhook } from "./prove-webhook.ts";
import { takeEvents } from "./take-events.ts";

/**
 * `POST /bridge/dify/:product_id/retrieval`: Usher as Dify's external knowledge, proved by the bridge's `knowledgeKey`. The
 * same look-up as `POST /retrieval`; a question about a session or a user is heard as theirs as well.
 */
export function difyRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const retrieve = createRetrieval(dependencies);

  app.post("/bridge/dify/:product_id/retrieval", async (context) => {
    const productId = context.req.param("product_id");
    const proved = await proveWebhook(context, dependencies, { productId, bridgeId: "dify" });
    const body = parseBody(retrievalRequest, jsonOf(proved.request));
    await takeEvents(dependencies, proved.product, proved.bridge, proved.events);
    return context.json(await retrieve(proved.product, body));
  });
}
