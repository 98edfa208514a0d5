import type { Offer } from "@usher/core";
import type { Hono } from "hono";
import { splitBridgeSettings } from "../../../../bridges/bridge-settings.ts";
import type { StreamLanguage } from "../../../../bridges/offer-streams.ts";
import type { Product } from "../../../../products/product.ts";
import { STREAM_HEADERS } from "../../../../streams/sink.ts";
import { authoriseBridge, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { openSink } from "../../../open-sink.ts";
import { HttpProblem } from "../../../problem.ts";
import { BRIDGE, requireRasa } from "./rasa-request.ts";

/** A server's stream ends after this long; it reconnects and has missed nothing. */
const SERVER_STREAM_MS = 900_000;

const LANGUAGE: StreamLanguage = {
  bridgeId: BRIDGE,
  retryMs: 3_000,
  greeting: ": connected\n\n",
  keepAlive: ": keepalive\n\n",
  offer: (offer, product) => ({ event: "proactive", data: offerData(offer, product) }),
  withdraw: (offerId, reason) => ({ event: "withdraw", data: { offer_id: offerId, reason } }),
};

/** `GET /bridge/rasa/proactive/stream/:user_id`: offers for a toast of the page's own. */
export function rasaStreamRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { offerStreams, clock, isStopping } = dependencies;

  app.get("/bridge/rasa/proactive/stream/:user_id", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "users:read", ticket: true });
    requireRasa(caller, dependencies);
    const session = await findBridgeSession(caller, dependencies, { userId: context.req.param("user_id") });
    if (session === undefined) throw new HttpProblem("session_unknown", "This product has no session of that user.");
    if (context.req.method === "HEAD") return new Response(null, { headers: STREAM_HEADERS });
    if (isStopping()) throw new HttpProblem("stopping", "The server is stopping; come back in a moment.");
    const { sink, response } = openSink(context);
    const endsAt = caller.type === "page" ? caller.expiresAtS * 1_000 : clock.now() + SERVER_STREAM_MS;
    sink.onClose(clock.at(endsAt, () => sink.end()));
    await offerStreams.open({
      product: caller.product,
      session,
      generation: caller.type === "page" ? caller.generation : session.generation,
      sink,
      lastEventId: context.req.header("last-event-id") ?? context.req.query("last_event_id"),
      language: LANGUAGE,
    });
    return response;
  });
}

/** As documented, and what a page needs to say what became of it. */
function offerData(offer: Offer, product: Product): object {
  const { flows } = splitBridgeSettings(product.bridges?.[BRIDGE] ?? {}).settings;
  return {
    trigger_id: offer.triggerId,
    body: offer.body,
    session_id: offer.sessionId,
    tours: offer.options.flatMap((option) =>
      option.kind === "tour"
        ? [{ id: option.tourId, flow_id: flows[option.tourId] ?? option.tourId, label: option.label }]
        : [],
    ),
    offer_id: offer.id,
    expires_at: offer.expiresAt,
  };
}
