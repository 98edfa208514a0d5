import type { Hono } from "hono";
import { isForPage } from "../../../../bridges/tour-player.ts";
import { authoriseBridge, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { requireRasa, tourRequest } from "./rasa-request.ts";

/**
 * `POST /bridge/rasa/tour/{start,step,end}`: a tour in another vendor's player, so that nothing is offered beside it. Started
 * by Rasa's action server, a tour that no other player has is Usher's to play.
 */
export function rasaTourRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, createId } = dependencies;

  app.post("/bridge/rasa/tour/start", async (context) => {
    const { caller, body, session } = await read(context);
    const { tour_id: tourId, user_id: userId } = body;
    if (!tourId || (caller.type === "server" && !userId)) {
      throw new HttpProblem("body_invalid", "user_id and tour_id required");
    }
    const tour = caller.product.rules.tours.get(tourId);
    if (tour === undefined) throw new HttpProblem("tour_unknown", `unknown tour ${tourId}`);
    const { flows } = requireRasa(caller, dependencies);
    const reply = { status: "ok", flow_id: flows[tourId] ?? tourId, tour_id: tourId };
    if (session === undefined) return context.json(reply);
    const { offer, tour: running } = session.snapshot;
    const { productId, sessionId } = session;
    const option = offer?.options.find((each) => each.kind === "tour" && each.tourId === tourId)?.id;
    if (offer !== null && option !== undefined && offer.status !== "accepted") {
      await engine.apply(productId, sessionId, { type: "outcome", offerId: offer.id, report: "accepted", option });
    }
    await engine.apply(productId, sessionId, {
      type: "tour-started",
      tourId,
      runId: running?.tourId === tourId ? running.runId : createId("run"),
      ...(option === undefined || offer === null ? {} : { offerId: offer.id }),
      // A page that says so plays it itself; Rasa's action server asks that somebody does.
      unclaimed: caller.type === "server" && isForPage({ tourId, offer: option === undefined ? null : offer }, flows),
    });
    return context.json(reply);
  });

  app.post("/bridge/rasa/tour/step", async (context) => {
    const { session } = await read(context);
    if (session === undefined) return context.json({ status: "no_session" });
    const { tour } = session.snapshot;
    if (tour !== null) {
      const { tourId, runId, step } = tour;
      await engine.apply(session.productId, session.sessionId, { type: "tour-step", tourId, runId, step: step + 1 });
    }
    return context.json({ status: "ok" });
  });

  app.post("/bridge/rasa/tour/end", async (context) => {
    const { caller, body, session } = await read(context);
    if (session === undefined) return context.json({ status: "no_session" });
    const { tour } = session.snapshot;
    if (tour !== null) {
      const { tourId, runId, step } = tour;
      // Players that do not say how it ended have told their steps: all of them, or not.
      const last = (caller.product.rules.tours.get(tourId)?.steps.length ?? 1) - 1;
      const outcome = body.outcome ?? (step >= last ? "completed" : "dismissed");
      await engine.apply(session.productId, session.sessionId, { type: "tour-ended", tourId, runId, outcome, step });
    }
    return context.json({ status: "ok" });
  });

  async function read(context: HttpContext) {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(tourRequest, await readJson(context.req.raw));
    requireRasa(caller, dependencies);
    return { caller, body, session: await findBridgeSession(caller, dependencies, { userId: body.user_id }) };
  }
}
