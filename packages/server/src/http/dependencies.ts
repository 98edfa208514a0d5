import type { HttpBindings } from "@hono/node-server";
import type { Context, Env } from "hono";
import type { Bridges } from "../bridges/bridges.ts";
import type { OfferStreams } from "../bridges/offer-streams.ts";
import type { OfferTalk } from "../bridges/offer-talk.ts";
import type { SeenEvents } from "../bridges/seen-events.ts";
import type { VendorEvents } from "../bridges/vendor-events.ts";
import type { Chat } from "../chat/chat.ts";
import type { ResolvedConfig } from "../config/config.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Ingest } from "../ingest/ingest.ts";
import type { People } from "../ingest/people.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Client } from "../limits/client-address.ts";
import type { RateLimits } from "../limits/rate-limits.ts";
import type { Memories } from "../memory/memories.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Overload } from "../observe/overload.ts";
import type { PathAdmin } from "../paths/path-admin.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Erasures } from "../privacy/erasures.ts";
import type { KeyRing } from "../products/key-ring.ts";
import type { Products } from "../products/product.ts";
import type { ProductAdmin } from "../products/product-admin.ts";
import type { Pairings } from "../recorder/pairings.ts";
import type { Consumers } from "../streams/consumers.ts";
import type { Hub } from "../streams/hub.ts";
import type { OpenStreams } from "../streams/open-streams.ts";
import type { ProductHub } from "../streams/product-hub.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { SessionTokens } from "./session-token.ts";
import type { StreamTickets } from "./stream-tickets.ts";

export type { Product, Products } from "../products/product.ts";

/** What routes work with. Made in one place, `compose.ts`. */
export interface HttpDependencies {
  readonly config: ResolvedConfig;
  readonly products: Products;
  readonly keys: KeyRing;
  readonly productAdmin: ProductAdmin;
  readonly pathAdmin: PathAdmin;
  readonly pairings: Pairings;
  readonly store: Store;
  readonly engine: SessionEngine;
  readonly erasures: Erasures;
  readonly memories: Memories;
  readonly people: People;
  readonly ingest: Ingest;
  readonly hub: Hub;
  readonly productHub: ProductHub;
  readonly openStreams: OpenStreams;
  readonly consumers: Consumers;
  readonly tokens: SessionTokens;
  readonly chat: Chat;
  readonly knowledge: Knowledge;
  readonly bridges: Bridges;
  readonly offerTalk: OfferTalk;
  readonly vendorEvents: VendorEvents;
  readonly seenEvents: SeenEvents;
  readonly offerStreams: OfferStreams;
  readonly tickets: StreamTickets;
  readonly webhooks: Webhooks;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits: RateLimits;
  readonly overload: Overload;
  /** How long a body may bring nothing, milliseconds. */
  readonly bodyIdleMs: number;
  readonly heartbeatS: number;
  /** Random id with a prefix, e.g. `s_…`. */
  readonly createId: (prefix: string) => string;
  readonly isStopping: () => boolean;
  /** Calls back when the server begins to stop. Returns what cancels it. */
  readonly onStop: (listener: () => void) => () => void;
}

export interface HttpEnv extends Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    cors: Readonly<Record<string, string>>;
    client: Client;
    /** Once a credential has said which. */
    productId: string;
  };
}

export type HttpContext = Context<HttpEnv>;
