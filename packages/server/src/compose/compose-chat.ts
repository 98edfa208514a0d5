import { type Bridges, createBridges } from "../bridges/bridges.ts";
import { createOfferStreams, type OfferStreams } from "../bridges/offer-streams.ts";
import { createOfferTalk, type OfferTalk } from "../bridges/offer-talk.ts";
import { createSeenEvents, type SeenEvents } from "../bridges/seen-events.ts";
import { createVendorEvents, type VendorEvents } from "../bridges/vendor-events.ts";
import { type Chat, createChat } from "../chat/chat.ts";
import { chatSettings } from "../chat/chat-settings.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Products } from "../products/product.ts";
import type { Hub } from "../streams/hub.ts";
import type { Base, Parts } from "./parts.ts";

interface Options {
  readonly products: Products;
  readonly engine: SessionEngine;
  readonly hub: Hub;
  readonly knowledge: Knowledge;
  readonly model: LanguageModel | undefined;
  readonly bridges: Parts["bridges"];
}

interface ComposedChat {
  readonly chat: Chat;
  readonly bridges: Bridges;
  readonly offerTalk: OfferTalk;
  readonly vendorEvents: VendorEvents;
  readonly seenEvents: SeenEvents;
  readonly offerStreams: OfferStreams;
  stop(): void;
}

/** Usher's own chat, and the chats of vendors. */
export function composeChat(base: Base, options: Options): ComposedChat {
  const { store, clock, log, metrics, heartbeatMs, createId } = base;
  const { products, engine, hub, knowledge, model } = options;
  const chat = createChat({
    store,
    clock,
    log,
    model,
    createId,
    settingsOf: (productId) => chatSettings(products.byId(productId)?.chat),
    search: async (productId, question, options) => {
      const product = products.byId(productId);
      return product === undefined ? [] : knowledge.search(product, question, options);
    },
    onFallback: metrics.llmFallback,
  });
  const bridges = createBridges({ store, engine, clock, log, metrics, ...options.bridges });
  const offerTalk = createOfferTalk({ bridges, chat, engine, clock, log, createId });
  const offerStreams = createOfferStreams({ hub, engine, store, clock, metrics, heartbeatMs });
  return {
    chat,
    bridges,
    offerTalk,
    vendorEvents: createVendorEvents({ bridges, engine, offerTalk, store, log }),
    seenEvents: createSeenEvents({ now: clock.now }),
    offerStreams,
    stop() {
      bridges.stop();
      offerStreams.stop();
    },
  };
}
