import { type ChatFrames, encodeEvent, type Offer, type StatusReply } from "@usher/core";
import { chatRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { type StreamSink, toBytes } from "../../streams/sink.ts";
import { type AuthorisedSession, authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { openSink } from "../open-sink.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

/** `POST /v1/chat`: opens the chat on an offer, or asks something; the answer is an event stream. */
export function chatRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, chat, store, createId, log, onStop } = dependencies;

  app.post("/v1/chat", async (context) => {
    const authorised = await authoriseSession(context, dependencies);
    const body = parseBody(chatRequest, await readJson(context.req.raw));
    const { product, session } = authorised;
    if (body.closed === true) {
      await engine.apply(product.id, session.sessionId, { type: "chat-closed" });
      const reply: StatusReply = { status: "ok" };
      return context.json(reply);
    }
    if (body.offer_id === undefined && body.message === undefined) {
      throw new HttpProblem("body_invalid", "body: send offer_id to open the chat on an offer, or a message.");
    }
    const offer = body.offer_id === undefined ? undefined : await findOffer(authorised, body.offer_id);
    const type = body.message === undefined ? "chat-opened" : "chat-message";
    await engine.apply(product.id, session.sessionId, { type });
    const { sink, response } = openSink(context);
    void converse(sink, authorised, offer, body.message).catch((error: unknown) => {
      log.error({ sessionId: session.sessionId, error: String(error) }, "chat failed");
      sink.end();
    });
    return response;
  });

  async function converse(
    sink: StreamSink,
    { product, session }: AuthorisedSession,
    offer: Offer | undefined,
    message: string | undefined,
  ): Promise<void> {
    const gone = new AbortController();
    // A server that stops does not wait for a model: the how-to answers, and the stream ends in order.
    const forget = onStop(() => gone.abort());
    sink.onClose(() => {
      forget();
      gone.abort();
    });
    if (message === undefined) {
      const question = await chat.openWith(session, offer);
      if (question !== undefined)
        send(sink, "message", { id: question.messageId, role: "assistant", text: question.text });
    }
    const id = createId("m");
    const question = { session, rules: product.rules, offer, message, replyId: id, signal: gone.signal };
    for await (const piece of chat.answer(question)) {
      if (piece.type === "delta") send(sink, "reply-delta", { id, text: piece.text });
      else if (piece.type === "replace") send(sink, "reply-replace", { id, text: piece.text });
      else send(sink, "reply-done", { id, source: piece.source });
    }
    sink.end();
  }

  /** Only this session's own offers can be talked about; any other id does not exist. */
  async function findOffer({ product, session }: AuthorisedSession, offerId: string): Promise<Offer> {
    const current = session.snapshot.offer;
    const offer = current?.id === offerId ? current : await store.findOffer(product.id, offerId);
    if (offer?.sessionId !== session.sessionId)
      throw new HttpProblem("offer_unknown", "This session has no such offer.");
    return offer;
  }
}

function send<Event extends keyof ChatFrames>(sink: StreamSink, event: Event, data: ChatFrames[Event]): void {
  sink.write(toBytes(encodeEvent({ event, data })));
}
