import type { Hono } from "hono";
import { authoriseSession } from "../../../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { openRequest, requireRasa } from "./rasa-request.ts";
import { beginTalk, connectSender } from "./talk.ts";

/**
 * `POST /bridge/rasa/open`: the page adapter opens the widget on an accepted offer. Answers once the question is with Rasa;
 * without a `sender_id` it waits for the widget, which says `ready` when it has one.
 */
export function rasaOpenRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store } = dependencies;

  app.post("/bridge/rasa/open", async (context) => {
    const { product, session, claims } = await authoriseSession(context, dependencies);
    const caller = { type: "page" as const, product, session, ...claims };
    const body = parseBody(openRequest, await readJson(context.req.raw));
    requireRasa(caller, dependencies);
    const current = session.snapshot.offer;
    const offer = current?.id === body.offer_id ? current : await store.findOffer(product.id, body.offer_id);
    if (offer?.sessionId !== session.sessionId)
      throw new HttpProblem("offer_unknown", "This session has no such offer.");
    if (body.sender_id) await connectSender(caller, session, body.sender_id, dependencies);
    await beginTalk(context, caller, session, offer, dependencies);
    return context.json({ status: "ok", question: offer.body });
  });
}
