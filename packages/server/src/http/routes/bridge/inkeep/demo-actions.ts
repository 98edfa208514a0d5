import { isOpen, type OfferWire } from "@usher/core";
import type { Hono } from "hono";
import { SEEN_BY_GUIDANCE } from "../../../../bridges/tour-player.ts";
import { offerToWire } from "../../../../engine/offer-to-wire.ts";
import type { SessionRecord } from "../../../../ports/store.ts";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { enforceLimit } from "../../../enforce-limit.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { proactiveOffer } from "./guidance.ts";
import { listenThroughReply } from "./listen-through-reply.ts";
import { namedSession } from "./named-session.ts";
import { pageOf } from "./page-of.ts";
import { guidanceRunId } from "./reply.ts";
import { demoActions, toActions } from "./reported-actions.ts";

/** How metrics name what an app reports itself. */
const SOURCE = "page";

/**
 * The same pipeline as `Usher.track`. The reply carries the offer that these events brought about, for pages whose stream
 * is blocked: whoever reports here reads the reply, and shows the offer.
 */
export function demoActionsRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, hub, store, clock, createId, metrics } = dependencies;

  app.post("/bridge/inkeep/demo/actions", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const { product } = caller;
    const body = parseBody(demoActions, await readJson(context.req.raw));
    const session = await namedSession(caller, dependencies, body.session_id);
    const { productId, sessionId } = session;
    enforceLimit(context, dependencies, "session_events", `${productId}\u0000${sessionId}`, body.actions.length);
    const page = await pageOf({ context, product, session, store, said: body.url ?? undefined });
    const actions = toActions(body, { receivedAt: clock.now(), page, newId: () => createId("e") });
    metrics.received(SOURCE, actions.length);
    const stopListening = listenThroughReply(hub, session);
    try {
      const { duplicateCount } = await engine.apply(productId, sessionId, { type: "actions", actions });
      metrics.events({ result: "stored", source: SOURCE }, actions.length - duplicateCount);
      metrics.events({ result: "duplicate", source: SOURCE }, duplicateCount);
      const offer = await takeOffer(session);
      return context.json({
        stored: actions.length,
        pending_offer: offer !== null,
        offer: offer === null ? null : proactiveOffer(offer, product, session),
      });
    } finally {
      stopListening();
    }
  });

  /** The live offer, which is shown now. A guide that the page plays by itself ends when its goal is reached. */
  async function takeOffer({ productId, sessionId }: SessionRecord): Promise<OfferWire | null> {
    const { offer, tour } = (await engine.find(productId, sessionId))?.snapshot ?? { offer: null, tour: null };
    if (offer === null) return null;
    const runId = guidanceRunId(offer.id);
    if (offer.status === "completed" && tour?.runId === runId) {
      const { tourId, step } = tour;
      await engine.apply(productId, sessionId, { type: "tour-ended", tourId, runId, outcome: "completed", step });
    }
    if (!isOpen(offer)) return null;
    const shown = { type: "outcome", offerId: offer.id, report: "shown", tabId: SEEN_BY_GUIDANCE } as const;
    const { answer } = await engine.apply(productId, sessionId, shown);
    // Otherwise Usher's own nudge has it on screen.
    return answer?.type === "ok" ? offerToWire(answer.offer) : null;
  }
}
