import type { Hono } from "hono";
import { authoriseBridge, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { requireRasa, toastOutcomeRequest } from "./rasa-request.ts";

/**
 * `POST /bridge/rasa/proactive/outcome`: a toast of the page's own was closed by the person (`dismissed`) or by its clock
 * (`expired`). Without it the person would soon be asked again.
 */
export function rasaOutcomeRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, store } = dependencies;

  app.post("/bridge/rasa/proactive/outcome", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(toastOutcomeRequest, await readJson(context.req.raw));
    requireRasa(caller, dependencies);
    const session = await findBridgeSession(caller, dependencies, { userId: body.user_id });
    if (session === undefined) throw new HttpProblem("session_unknown", "This product has no session of that user.");
    const { answer } = await engine.apply(session.productId, session.sessionId, {
      type: "outcome",
      offerId: body.offer_id,
      report: body.outcome,
    });
    if (answer?.type === "unknown") {
      const earlier = await store.findOffer(session.productId, body.offer_id);
      if (earlier?.sessionId !== session.sessionId) {
        throw new HttpProblem("offer_unknown", "This session has no such offer.");
      }
    }
    return context.json({ status: answer?.type === "ok" ? "ok" : "over" });
  });
}
