import type { InboundEvent, InboundPerson } from "@usher/integrations/chat";
import type { AnsweredOffer } from "../chat/answer-offer.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Logger } from "../observe/logger.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { Bridges } from "./bridges.ts";
import type { OfferTalk } from "./offer-talk.ts";
import { isServerDelivered } from "./server-delivered.ts";
import { spokenAnswer } from "./spoken-answer.ts";

/** What became of an event. */
export interface Taken {
  /** `no_session`: no session fits it; `conflict`: its conversation belongs to somebody else. */
  readonly result: "taken" | "no_session" | "conflict";
  /** The person's session; undefined unless it was taken. */
  readonly session?: SessionRecord;
  /** The offer it answered in words or by a chip. */
  readonly answered?: AnsweredOffer;
}

/** What vendors' webhooks say, once it is proved. */
export interface VendorEvents {
  /** Resolves when the session's state follows; what is then to be said goes on by itself. */
  take(product: Product, bridgeId: string, event: InboundEvent): Promise<Taken>;
}

interface Dependencies {
  readonly bridges: Pick<Bridges, "connect" | "disconnect" | "heard" | "sessionOf">;
  readonly engine: Pick<SessionEngine, "apply" | "find">;
  readonly offerTalk: OfferTalk;
  readonly store: Pick<Store, "activity">;
  readonly log: Logger;
}

export function createVendorEvents({ bridges, engine, offerTalk, store, log }: Dependencies): VendorEvents {
  /** The person's session of now, even when the conversation began in an earlier one. */
  async function candidates(productId: string, person: InboundPerson, conversationId: string) {
    const linked = await bridges.sessionOf(productId, conversationId);
    const named = person.sessionId === undefined ? undefined : await engine.find(productId, person.sessionId);
    const [latestId] =
      person.userId === undefined ? [] : await store.activity.userSessions(productId, person.userId, 1);
    const latest = latestId === undefined ? undefined : await engine.find(productId, latestId);
    return [named, latest, linked].filter((session) => session !== undefined);
  }

  async function heardUser(
    product: Product,
    session: SessionRecord,
    bridgeId: string,
    event: Extract<InboundEvent, { type: "user-message" }>,
  ): Promise<AnsweredOffer | undefined> {
    const answered = await spokenAnswer(engine, session, event);
    if (answered?.choice === "tour") return answered;
    if (answered?.choice !== "chat" || !isReached(bridgeId)) {
      await bridges.heard(session, bridgeId, "user-message");
      return answered;
    }
    const signal = new AbortController().signal;
    void offerTalk.begin({ product, session, offer: answered.offer, bridgeId, signal }).catch((error: unknown) => {
      log.error({ sessionId: session.sessionId, bridge: bridgeId, error: String(error) }, "talk failed");
    });
    return answered;
  }

  /** Links the conversation to the session, unless it is another visitor's. */
  async function belongs(session: SessionRecord, bridgeId: string, event: InboundEvent): Promise<boolean> {
    const { conversationId, person } = event;
    // Vendors without a conversation of their own name the session, or its user: nothing to link.
    if (conversationId === session.sessionId || conversationId === session.userId) return true;
    return (await bridges.connect(session, bridgeId, conversationId, person.contactId)) === "connected";
  }

  return {
    async take(product, bridgeId, event) {
      const { conversationId, person } = event;
      const found = await candidates(product.id, person, conversationId);
      if (found.length === 0) return { result: "no_session" };
      for (const session of found) {
        if (!(await belongs(session, bridgeId, event))) continue;
        if (event.type === "user-message") {
          const answered = await heardUser(product, session, bridgeId, event);
          return { result: "taken", session, ...(answered && { answered }) };
        }
        if (event.type === "conversation-ended") {
          bridges.disconnect(session, bridgeId, conversationId);
          await bridges.heard(session, bridgeId, "closed");
        } else if (event.type !== "conversation-started") await bridges.heard(session, bridgeId, event.type);
        return { result: "taken", session };
      }
      return { result: "conflict" };
    },
  };
}

/** Whether what was accepted in words can be said from here; a page, or a bot that answers by itself, says it otherwise. */
function isReached(bridgeId: string): boolean {
  return bridgeId === "rasa" || isServerDelivered(bridgeId);
}
