import type { Hono } from "hono";
import * as z from "zod";
import { authoriseSession } from "../../../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { chatContext } from "./context.ts";

/** `POST /bridge/inkeep/open`: the chat opens on an offer. */
export interface InkeepOpen {
  readonly offer_id: string;
}

export const inkeepOpen: z.ZodType<InkeepOpen> = z.object({ offer_id: z.string().min(1).max(300) });

/**
 * What the chat opens with, apart from what only its model should know. The question becomes part of the transcript; asked
 * again for the same offer, it is there once.
 */
export function inkeepOpenRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, store, chat, clock } = dependencies;

  app.post("/bridge/inkeep/open", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const { offer_id: offerId } = parseBody(inkeepOpen, await readJson(context.req.raw));
    const { productId, sessionId } = session;
    const current = session.snapshot.offer;
    const offer = current?.id === offerId ? current : await store.findOffer(productId, offerId);
    if (offer?.sessionId !== sessionId) throw new HttpProblem("offer_unknown", "This session has no such offer.");
    await engine.apply(productId, sessionId, { type: "chat-opened" });
    const text = await chatContext(store, product, session, clock.now());
    const question = (await chat.openWith(session, offer))?.text ?? offer.body;
    return context.json({ question, context: text, session_id: sessionId });
  });
}
