import { CHAT_DECLINED, CHAT_SHOWING } from "@usher/core";
import {
  type Conversation,
  chatCompletion,
  createChatCompletionFrames,
  createUiMessageFrames,
  type InboundEvent,
  readConversation,
  UI_MESSAGE_HEADERS,
} from "@usher/integrations/chat";
import type { Hono } from "hono";
import type { Taken } from "../../../bridges/vendor-events.ts";
import { toBytes } from "../../../streams/sink.ts";
import type { HttpContext, HttpDependencies, HttpEnv, Product } from "../../dependencies.ts";
import { openSink } from "../../open-sink.ts";
import { HttpProblem } from "../../problem.ts";
import { jsonOf, proveWebhook } from "./prove-webhook.ts";

const BRIDGE = "openai-compatible";

/** What is said, and the tour that starts or can be started with it. */
interface Said {
  readonly text: string;
  readonly tourId?: string;
}

/**
 * `POST /bridge/openai-compatible/:product_id/chat/completions`: Usher in the place of a model, for `useChat` and for OpenAI
 * clients. The answer is checked as a whole before any of it goes out: neither protocol can take words back.
 */
export function openaiRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { vendorEvents, chat, createId, clock, log, onStop } = dependencies;

  app.post("/bridge/openai-compatible/:product_id/chat/completions", async (context) => {
    const productId = context.req.param("product_id");
    const proved = await proveWebhook(context, dependencies, { productId, bridgeId: BRIDGE });
    const conversation = readConversation(jsonOf(proved.request));
    const [event] = proved.events;
    if (conversation === undefined || event?.type !== "user-message") {
      throw new HttpProblem("body_invalid", "body.messages: the last one is the user's, and says something.");
    }
    const taken = await vendorEvents.take(proved.product, BRIDGE, event);
    dependencies.metrics.bridge(BRIDGE, taken.result === "taken" ? "heard_user_message" : taken.result);
    if (taken.session === undefined) {
      const detail =
        "Nobody is known by that user: send the id given to identify() as user, or a page's session token.";
      throw new HttpProblem("session_unknown", detail);
    }
    return reply(context, conversation, () => answer(proved.product, event, taken));
  });

  async function answer(product: Product, event: InboundEvent, { session, answered }: Taken): Promise<Said> {
    if (session === undefined || event.type !== "user-message") return { text: "" };
    if (answered?.choice === "declined") return { text: CHAT_DECLINED };
    if (answered?.tourId !== undefined) return { text: CHAT_SHOWING, tourId: answered.tourId };
    const { offer } = session.snapshot;
    const stopping = new AbortController();
    const forget = onStop(() => stopping.abort());
    let said: Said = { text: "" };
    try {
      const pieces = chat.answer({
        session,
        rules: product.rules,
        offer: answered?.offer ?? (offer?.status === "accepted" ? offer : undefined),
        // An offer that was taken up in words is answered like one that was clicked.
        message: answered === undefined ? event.text : undefined,
        replyId: createId("m"),
        signal: stopping.signal,
      });
      for await (const piece of pieces) {
        if (piece.type === "delta") said = { ...said, text: said.text + piece.text };
        else if (piece.type === "replace") said = { ...said, text: piece.text };
        else if (piece.tour !== undefined) said = { ...said, tourId: piece.tour.id };
      }
    } finally {
      forget();
    }
    return said;
  }

  function reply(
    context: HttpContext,
    conversation: Conversation,
    say: () => Promise<Said>,
  ): Response | Promise<Response> {
    const facts = { id: `chatcmpl-${createId("m")}`, model: conversation.model ?? "usher", now: clock.now() };
    if (!conversation.stream) return say().then(({ text }) => context.json(chatCompletion(text, facts)));
    const isUi = conversation.protocol === "ui-message-stream";
    const ui = createUiMessageFrames(createId("m"));
    const frames = isUi ? ui : createChatCompletionFrames(facts);
    if (isUi) context.set("cors", { ...context.get("cors"), ...UI_MESSAGE_HEADERS });
    const { sink, response } = openSink(context);
    sink.write(toBytes(frames.start()));
    say().then(
      ({ text, tourId }) => {
        sink.write(toBytes(frames.delta(text) + (isUi && tourId !== undefined ? ui.tour(tourId) : "")));
        sink.end(toBytes(frames.finish()));
      },
      (error: unknown) => {
        log.error({ bridge: BRIDGE, error: String(error) }, "chat failed");
        sink.end(toBytes(frames.fail("No answer could be written.")));
      },
    );
    return response;
  }
}
