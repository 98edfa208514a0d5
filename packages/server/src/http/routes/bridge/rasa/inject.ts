import { isOpen, type Offer } from "@usher/core";
import type { Hono } from "hono";
import type { SessionRecord } from "../../../../ports/store.ts";
import { authoriseBridge, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { injectRequest, requireRasa } from "./rasa-request.ts";
import { beginTalk, connectSender } from "./talk.ts";

/**
 * `POST /bridge/rasa/proactive/inject`: the person chose "Open chat" in a toast of the page's own. The words are always those
 * of the offer: `body` has to be there, as documented, but nobody can put other words into the copilot's mouth.
 */
export function rasaInjectRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine } = dependencies;

  app.post("/bridge/rasa/proactive/inject", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const {
      sender_id: senderId,
      body,
      user_id: userId,
      trigger_id: triggerId,
    } = parseBody(injectRequest, await readJson(context.req.raw));
    if (!senderId?.trim() || !body?.trim()) throw new HttpProblem("body_invalid", "sender_id and body required");
    requireRasa(caller, dependencies);
    const session = await findBridgeSession(caller, dependencies, { userId, conversationId: senderId });
    if (session === undefined) throw new HttpProblem("session_unknown", "This product has no session of that user.");
    const offer = offerOf(session, triggerId);
    await connectSender(caller, session, senderId, dependencies);
    await accept(session, offer);
    await beginTalk(context, caller, session, offer, dependencies);
    return context.json({ status: "ok" });
  });

  async function accept({ productId, sessionId }: SessionRecord, offer: Offer): Promise<void> {
    const option = offer.options.find(({ kind }) => kind === "chat")?.id;
    if (option === undefined || offer.status === "accepted") return;
    await engine.apply(productId, sessionId, { type: "outcome", offerId: offer.id, report: "accepted", option });
  }
}

/** The session's latest offer, if it is the trigger's and still means something. */
function offerOf({ snapshot: { offer } }: SessionRecord, triggerId: string | undefined): Offer {
  const fits = offer !== null && (triggerId === undefined || triggerId === "" || offer.triggerId === triggerId);
  if (fits && (isOpen(offer) || offer.status === "accepted" || offer.status === "expired")) return offer;
  throw new HttpProblem("offer_unknown", "This session has no such offer, or not any more.");
}
