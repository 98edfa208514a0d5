import type { Offer } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import type { Delivered, Shown } from "../../../bridges/bridge.ts";
import type { Talk } from "../../../bridges/offer-talk.ts";
import { isAsked, openableBridgeOf } from "../../../bridges/server-delivered.ts";
import type { SessionRecord } from "../../../ports/store.ts";
import { authoriseSession } from "../../authorise.ts";
import type { HttpContext, HttpDependencies, HttpEnv, Product } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";

/** `POST /bridge/open`, `POST /bridge/answer` */
export interface OpenServerChat {
  readonly offer_id: string;
  /** Which of the product's bridges, when it has several. */
  readonly bridge?: string | undefined;
}

export const openServerChat: z.ZodType<OpenServerChat> = z.object({
  offer_id: z.string().min(1).max(300),
  bridge: z.string().min(1).max(50).optional(),
});

/** A bot thinks before it answers, and a reply of our own is written before that. */
const BOTS_PATIENCE = 4;

/**
 * `POST /bridge/open`: an accepted offer opens in a vendor's chat. Answers once the question is there; what only the page
 * can write into its widget, and what a bot that was asked said, is in the answer.
 * `POST /bridge/answer`: the steps, for chats that only the page writes into; elsewhere they follow by themselves.
 */
export function openServerChatRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, offerTalk, bridges, clock, log } = dependencies;

  app.post("/bridge/open", async (context) => {
    const { talk, product } = await talkOf(context);
    const shown = await within(context, talk, (patient) => offerTalk.begin(patient));
    return context.json({
      status: "ok",
      bridge: talk.bridgeId,
      question: talk.offer.body,
      ...messagesOf(shown),
      ...replyOf(shown, product),
    });
  });

  app.post("/bridge/answer", async (context) => {
    const { talk } = await talkOf(context);
    const shown = await within(context, talk, (patient) => offerTalk.answer(patient));
    return context.json({ status: "ok", bridge: talk.bridgeId, ...messagesOf(shown) });
  });

  async function talkOf(context: HttpContext): Promise<{ talk: Omit<Talk, "signal">; product: Product }> {
    const { product, session } = await authoriseSession(context, dependencies);
    const { offer_id: offerId, bridge: named } = parseBody(openServerChat, await readJson(context.req.raw));
    const bridgeId = openableBridgeOf(product, named);
    if (bridgeId === undefined) {
      const detail =
        named === undefined
          ? "The product has no vendor's chat that offers open in, or several: name one (bridge)."
          : "The product has no such bridge that offers open in: add it to bridges in its configuration.";
      throw new HttpProblem("bridge_unknown", detail);
    }
    return { talk: { product, session, offer: await findOffer(session, offerId), bridgeId }, product };
  }

  async function findOffer(session: SessionRecord, offerId: string): Promise<Offer> {
    const current = session.snapshot.offer;
    const offer = current?.id === offerId ? current : await store.findOffer(session.productId, offerId);
    if (offer?.sessionId === session.sessionId) return offer;
    throw new HttpProblem("offer_unknown", "This session has no such offer.");
  }

  /** Throws HttpProblem when it did not arrive, or not in time. */
  async function within(
    context: HttpContext,
    talk: Omit<Talk, "signal">,
    say: (talk: Talk) => Promise<Delivered>,
  ): Promise<Shown> {
    const late = new AbortController();
    const patienceMs = bridges.patienceMs * (isAsked(talk.bridgeId) ? BOTS_PATIENCE : 1);
    const tooLate = new Promise<undefined>((resolve) => {
      late.signal.addEventListener("abort", () => resolve(undefined));
    });
    const cancel = clock.at(clock.now() + patienceMs, () => late.abort());
    const said = say({ ...talk, signal: AbortSignal.any([context.req.raw.signal, late.signal]) });
    // What comes too late is still heard of: in the ledger, the metrics and, when it fails altogether, in the log.
    said.catch((error: unknown) => log.error({ bridge: talk.bridgeId, error: String(error) }, "talk failed"));
    const result = await Promise.race([said, tooLate]).finally(cancel);
    if (result === undefined) {
      throw new HttpProblem(
        "bridge_timeout",
        "The vendor's chat did not answer in time; it may still show the message.",
      );
    }
    if (result.ok) return result.shown;
    if (result.code === "no_widget" || result.code === "queue_full") {
      throw new HttpProblem("bridge_timeout", "No conversation of this user is known yet.");
    }
    // What to do about it is in the log and the ledger, for the operator; the page learns only that it did not work.
    throw new HttpProblem("bridge_failed", `The message did not reach the chat: ${result.code}.`);
  }
}

function messagesOf({ forPage }: Shown) {
  return forPage.length === 0 ? {} : { messages: forPage.map(({ id, text, chips }) => ({ id, text, chips })) };
}

/** A tour that the product does not have is none, whatever a bot says. */
function replyOf({ reply, conversationId }: Shown, { rules }: Product) {
  if (reply === undefined) return {};
  const hasTour = typeof reply.tourId === "string" && rules.tours.has(reply.tourId);
  return {
    reply: { text: reply.text, ...(hasTour ? { tour_id: reply.tourId } : {}) },
    ...(conversationId === undefined ? {} : { conversation_id: conversationId }),
  };
}
