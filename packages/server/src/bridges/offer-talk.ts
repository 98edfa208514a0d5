import { MINUTE_MS, type Offer } from "@usher/core";
import { findChatBridge } from "@usher/integrations/chat";
import type { Chat } from "../chat/chat.ts";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { SessionRecord } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { Delivered } from "./bridge.ts";
import type { Bridges } from "./bridges.ts";
import { isAsked, isPageDelivered } from "./server-delivered.ts";

/** The conversation that an accepted offer begins in a vendor's chat. */
export interface OfferTalk {
  /**
   * Asks the offer's question and, a moment later, answers it with the grounded steps. Resolves once the question is there or
   * cannot be; asked again for the same offer it says nothing twice.
   */
  begin(talk: Talk): Promise<Delivered>;
  /** The grounded steps for a chat that only its page writes into: said when the page asks for them. */
  answer(talk: Talk): Promise<Delivered>;
}

export interface Talk {
  readonly product: Product;
  readonly session: SessionRecord;
  readonly offer: Offer;
  readonly bridgeId: string;
  readonly signal: AbortSignal;
}

interface Dependencies {
  readonly bridges: Pick<Bridges, "deliver">;
  readonly chat: Pick<Chat, "openWith" | "answer">;
  readonly engine: Pick<SessionEngine, "apply">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly createId: (prefix: string) => string;
}

/** Nobody looks at a page until the steps are there: a vendor that is busy may take its time. */
const STEPS_PATIENCE_MS: number = MINUTE_MS;
/** So long the question stands alone: two bubbles at once read as noise. */
const FOLLOW_UP_AFTER_MS = 600;

export function createOfferTalk({ bridges, chat, engine, clock, log, createId }: Dependencies): OfferTalk {
  /** By offer; what failed is forgotten, so that it can be tried again. */
  const begun: BoundedMap<Promise<Delivered>> = createBoundedMap(2_000);

  async function ask(talk: Talk): Promise<Delivered> {
    const { session, offer, bridgeId } = talk;
    await engine.apply(session.productId, session.sessionId, { type: "chat-opened" });
    const kept = await chat.openWith(session, offer);
    const messageId = `${offer.id}.question`;
    const question = kept?.text ?? offer.body;
    if (isAsked(bridgeId)) {
      // A bot is asked once, with all that it is to build its answer on.
      const text = `${question}\n\n${await stepsOf(talk, talk.signal)}`.trim();
      return bridges.deliver({ ...talk, messageId, text });
    }
    const result = await bridges.deliver({ ...talk, messageId, text: question });
    const bridge = findChatBridge(bridgeId);
    if (!result.ok || (bridge !== undefined && isPageDelivered(bridge))) return result;
    const askedAt = clock.now();
    void followUp(talk, askedAt).catch((error: unknown) => {
      log.error({ sessionId: session.sessionId, bridge: bridgeId, error: String(error) }, "follow-up failed");
    });
    return result;
  }

  /** The page that asked may be gone when they are there; its chat is not. */
  async function followUp(talk: Talk, askedAt: number): Promise<void> {
    const { signal } = new AbortController();
    const text = await stepsOf(talk, signal);
    if (text.trim() === "") return;
    await new Promise<void>((resolve) => clock.at(askedAt + FOLLOW_UP_AFTER_MS, resolve));
    await deliverSteps({ ...talk, signal }, text);
  }

  function stepsOf({ product, session, offer }: Talk, signal: AbortSignal): Promise<string> {
    const question = { session, rules: product.rules, offer, message: undefined, replyId: createId("m"), signal };
    return wholeReply(chat.answer(question));
  }

  function deliverSteps(talk: Talk, text: string): Promise<Delivered> {
    const { offer } = talk;
    const chips = offer.options.flatMap(({ kind, id, label }) => (kind === "tour" ? [{ id, label }] : []));
    return bridges.deliver({
      ...talk,
      messageId: `${offer.id}.answer`,
      text,
      chips,
      patienceMs: STEPS_PATIENCE_MS,
    });
  }

  return {
    begin(talk) {
      const { id } = talk.offer;
      const before = begun.get(id);
      if (before !== undefined) return before;
      const asking = ask(talk);
      begun.set(id, asking);
      const forget = (): void => begun.delete(id);
      asking.then((result) => (result.ok ? undefined : forget()), forget);
      return asking;
    },

    answer: async (talk) => deliverSteps(talk, await stepsOf(talk, talk.signal)),
  };
}

/** A reply as one text, for chats that cannot show it as it comes. */
export async function wholeReply(pieces: ReturnType<Chat["answer"]>): Promise<string> {
  let text = "";
  for await (const piece of pieces) {
    if (piece.type === "delta") text += piece.text;
    if (piece.type === "replace") text = piece.text;
  }
  return text;
}
