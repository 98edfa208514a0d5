import type { Offer, OutcomeReply, OutcomeRequest } from "@usher/core";
import { outcomeRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { offerToWire } from "../../engine/offer-to-wire.ts";
import { authoriseBody } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";

/** `POST /v1/offers/:id/outcome`: what became of an offer. Idempotent; a wrong id changes nothing. */
export function offersRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, store } = dependencies;

  app.post("/v1/offers/:id/outcome", async (context) => {
    const { product, session, body } = await authoriseBody(context, dependencies, outcomeRequest);
    const offerId = context.req.param("id");
    const { answer } = await engine.apply(product.id, session.sessionId, {
      type: "outcome",
      offerId,
      report: body.outcome,
      ...(body.option === undefined ? {} : { option: body.option }),
      ...(body.snooze === undefined ? {} : { scope: body.snooze }),
      ...(body.tab_id === undefined ? {} : { tabId: body.tab_id }),
    });
    switch (answer?.type) {
      case "ok":
        return context.json(reply(answer.offer));
      case "claimed":
        throw new HttpProblem("offer_claimed", "Another tab shows this offer.");
      case "not-open":
        throw new HttpProblem("offer_not_open", "The offer has ended in a way that contradicts this report.");
      default:
        return context.json(reply(await earlierOffer(product.id, session.sessionId, offerId, body)));
    }
  });

  /** An offer before the current one: repeating what became of it is fine, changing it is not. */
  async function earlierOffer(
    productId: string,
    sessionId: string,
    offerId: string,
    body: OutcomeRequest,
  ): Promise<Offer> {
    const offer = await store.findOffer(productId, offerId);
    if (offer?.sessionId !== sessionId) {
      throw new HttpProblem("offer_unknown", "This session has no such offer.");
    }
    const isRepeated =
      offer.status === body.outcome && (body.option === undefined || body.option === offer.acceptedOption);
    if (!isRepeated) throw new HttpProblem("offer_not_open", "The offer is not the current one.");
    return offer;
  }
}

function reply(offer: Offer): OutcomeReply {
  return { offer: offerToWire(offer) };
}
