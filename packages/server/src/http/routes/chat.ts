import { type ChatFrames, type ChatReplyWire, encodeEvent, type Offer, type StatusReply } from "@usher/core";
import { chatRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { type AnsweredOffer, answerOffer } from "../../chat/answer-offer.ts";
import type { ChatQuestion } from "../../chat/chat.ts";
import type { SessionRecord } from "../../ports/store.ts";
import { type StreamSink, toBytes } from "../../streams/sink.ts";
import { type AuthorisedSession, authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { openSink } from "../open-sink.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

const SAYS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * `POST /v1/chat`: opens the chat on an offer, or asks something; the answer is an event stream.
 * `GET /v1/chat/replies/:id`: what became of an answer whose stream broke.
 */
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
    const { message } = body;
    if (body.offer_id === undefined && message === undefined) {
      throw new HttpProblem("body_invalid", "body: send offer_id to open the chat on an offer, or a message.");
    }
    if (message !== undefined && !SAYS_SOMETHING.test(message)) {
      throw new HttpProblem("body_invalid", "body.message: it says nothing.");
    }
    const offer = body.offer_id === undefined ? undefined : await findOffer(authorised, body.offer_id);
    const answered = message === undefined ? undefined : await answerOffer(engine, session, offer, message);
    if (answered === undefined || answered.choice === "chat") {
      const type = message === undefined || answered !== undefined ? "chat-opened" : "chat-message";
      await engine.apply(product.id, session.sessionId, { type });
    }
    const { sink, response } = openSink(context);
    const question = {
      session,
      rules: product.rules,
      offer: answered?.offer ?? offer,
      // An offer that was taken up in words is answered like one that was clicked.
      message: answered === undefined ? message : undefined,
      messageId: body.message_id,
      replyId: createId("m"),
    };
    void converse(sink, question, answered).catch((error: unknown) => {
      log.error({ sessionId: session.sessionId, error: String(error) }, "chat failed");
      sink.end();
    });
    return response;
  });

  app.get("/v1/chat/replies/:id", async (context) => {
    const { session } = await authoriseSession(context, dependencies);
    const id = context.req.param("id");
    const found = await chat.findReply(session, id);
    if (found === undefined) throw new HttpProblem("reply_unknown", "This session has no such reply.");
    const reply: ChatReplyWire = { id, state: found.isDone ? "done" : "writing", text: found.text };
    return context.json(reply);
  });

  async function converse(
    sink: StreamSink,
    asked: Omit<ChatQuestion, "signal">,
    answered: AnsweredOffer | undefined,
  ): Promise<void> {
    const { session, offer, message } = asked;
    if (answered !== undefined) {
      send(sink, "offer-answered", {
        id: asked.messageId ?? asked.replyId,
        offer_id: answered.offer.id,
        choice: answered.choice,
        ...(answered.tourId === undefined ? {} : { tour_id: answered.tourId }),
      });
      if (answered.choice !== "chat") return sink.end();
    }
    if (message === undefined) await sendQuestion(sink, session, offer);
    const stopping = new AbortController();
    // A server that stops does not wait for a model: the how-to answers, and the stream ends in order. A page that goes
    // away stops nothing: the reply is kept, and there when it comes back.
    const forget = onStop(() => stopping.abort());
    const question = { ...asked, signal: stopping.signal };
    const id = chat.replyId(question);
    try {
      for await (const piece of chat.answer(question)) {
        if (piece.type === "delta") send(sink, "reply-delta", { id, text: piece.text });
        else if (piece.type === "replace") send(sink, "reply-replace", { id, text: piece.text });
        else {
          const { source, tour } = piece;
          send(sink, "reply-done", { id, source, ...(tour === undefined ? {} : { tour }) });
        }
      }
    } finally {
      forget();
    }
    sink.end();
  }

  async function sendQuestion(sink: StreamSink, session: SessionRecord, offer: Offer | undefined): Promise<void> {
    const question = await chat.openWith(session, offer);
    if (question === undefined) return;
    send(sink, "message", { id: question.messageId, role: "assistant", text: question.text });
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
