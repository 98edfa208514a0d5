import type { Hono } from "hono";
import type { AnsweredOffer } from "../../../chat/answer-offer.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import type { ProblemCode } from "../../problem.ts";
import { proveWebhook } from "./prove-webhook.ts";
import { takeEvents } from "./take-events.ts";

/**
 * `POST /bridge/:bridge/webhook/:product_id`: what a chat vendor tells, or a page about the widget in it.
 * `POST /chatbot-webhook/:product_id` is Intercom's under the documented address, with its documented status for a bad
 * signature.
 */
export function vendorWebhookRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.post("/bridge/:bridge/webhook/:product_id", (context) =>
    receive(context, context.req.param("product_id"), context.req.param("bridge")),
  );
  app.post("/chatbot-webhook/:product_id", (context) =>
    receive(context, context.req.param("product_id"), "intercom", "signature_refused"),
  );

  async function receive(
    context: HttpContext,
    productId: string,
    bridgeId: string,
    unproved?: ProblemCode,
  ): Promise<Response> {
    const { product, bridge, events, page } = await proveWebhook(context, dependencies, {
      productId,
      bridgeId,
      unproved,
    });
    const answered = await takeEvents(dependencies, product, bridge, events);
    return context.json({ status: "ok", ...(page === undefined ? {} : answerToPage(answered)) });
  }
}

/** What the page plays, or asks for next, when the user answered the offer in its chat. */
function answerToPage(answered: AnsweredOffer | undefined) {
  if (answered === undefined) return {};
  const { offer, choice, tourId } = answered;
  return { answered: { offer_id: offer.id, choice, ...(tourId === undefined ? {} : { tour_id: tourId }) } };
}
