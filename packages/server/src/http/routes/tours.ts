import type { StatusReply, TourStartReply } from "@usher/core";
import { tourEndRequest, tourStartRequest, tourStepRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { tourToWire } from "../../engine/offer-to-wire.ts";
import { authoriseBody, authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv, Product } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

const OK: StatusReply = { status: "ok" };

/** `POST /v1/tours/:id/{start,step,end}`: a run of a tour, reported by the tab it runs in. */
export function toursRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine } = dependencies;

  app.post("/v1/tours/:id/start", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const body = parseBody(tourStartRequest, await readJson(context.req.raw));
    const tour = findTour(product, context.req.param("id"));
    const { run_id: runId, offer_id: offerId, tab_id: tabId } = body;
    const { answer } = await engine.apply(
      product.id,
      session.sessionId,
      tabId === undefined
        ? { type: "tour-started", tourId: tour.id, runId, ...(offerId === undefined ? {} : { offerId }) }
        : { type: "tour-claimed", runId, tabId },
    );
    if (answer?.type === "claimed") throw new HttpProblem("tour_claimed", "Another tab plays this run, or it is over.");
    const reply: TourStartReply = { run_id: body.run_id, tour: tourToWire(tour) };
    return context.json(reply);
  });

  app.post("/v1/tours/:id/step", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const body = parseBody(tourStepRequest, await readJson(context.req.raw));
    const tourId = findTour(product, context.req.param("id")).id;
    const { run_id: runId, step } = body;
    await engine.apply(product.id, session.sessionId, { type: "tour-step", tourId, runId, step });
    return context.json(OK);
  });

  app.post("/v1/tours/:id/end", async (context) => {
    const { product, session, body } = await authoriseBody(context, dependencies, tourEndRequest);
    const tourId = findTour(product, context.req.param("id")).id;
    const { run_id: runId, outcome, step } = body;
    await engine.apply(product.id, session.sessionId, { type: "tour-ended", tourId, runId, outcome, step });
    return context.json(OK);
  });
}

function findTour(product: Product, tourId: string) {
  const tour = product.rules.tours.get(tourId);
  if (tour === undefined) throw new HttpProblem("tour_unknown", `The product has no tour "${tourId.slice(0, 100)}".`);
  return tour;
}
