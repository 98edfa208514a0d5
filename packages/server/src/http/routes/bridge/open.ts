import { SECOND_MS } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import { serverBridgeOf } from "../../../bridges/server-delivered.ts";
import { authoriseSession } from "../../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";

/** `POST /bridge/open` */
export interface OpenServerChat {
  readonly offer_id: string;
}

export const openServerChat: z.ZodType<OpenServerChat> = z.object({ offer_id: z.string().min(1).max(300) });

/** Somebody looks at a page meanwhile: after this its own panel answers instead. */
const WAIT_MS = 5 * SECOND_MS;

/**
 * `POST /bridge/open`: an accepted offer opens in the chat of the product's one vendor that is reached from here. Answers once
 * the question is there; the steps follow by themselves.
 */
export function openServerChatRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, offerTalk, clock } = dependencies;

  app.post("/bridge/open", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const { offer_id: offerId } = parseBody(openServerChat, await readJson(context.req.raw));
    const bridgeId = serverBridgeOf(product);
    if (bridgeId === undefined) {
      throw new HttpProblem(
        "bridge_unknown",
        "The product has no vendor's chat that is reached from here, or several.",
      );
    }
    const current = session.snapshot.offer;
    const offer = current?.id === offerId ? current : await store.findOffer(product.id, offerId);
    if (offer?.sessionId !== session.sessionId)
      throw new HttpProblem("offer_unknown", "This session has no such offer.");
    const late = new AbortController();
    const cancel = clock.at(clock.now() + WAIT_MS, () => late.abort());
    const signal = AbortSignal.any([context.req.raw.signal, late.signal]);
    const result = await offerTalk.begin({ product, session, offer, bridgeId, signal }).finally(cancel);
    if (result.ok) return context.json({ status: "ok", bridge: bridgeId, question: offer.body });
    if (result.code === "no_widget" || result.code === "queue_full") {
      throw new HttpProblem("bridge_timeout", "No conversation of this user is known yet.");
    }
    // What to do about it is in the log and the ledger, for the operator; the page learns only that it did not work.
    throw new HttpProblem("bridge_failed", `The message did not reach the chat: ${result.code}.`);
  });
}
