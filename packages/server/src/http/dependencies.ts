import type { HttpBindings } from "@hono/node-server";
import type { EngineRules } from "@usher/core";
import type { Context, Env } from "hono";
import type { Chat } from "../chat/chat.ts";
import type { ResolvedConfig, ResolvedProduct } from "../config/config.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Hub } from "../streams/hub.ts";
import type { SessionTokens } from "./session-token.ts";

/** A product with its rules compiled. */
export interface Product extends ResolvedProduct {
  /** As configured, without memory: what explains a past moment leaves no trace. */
  readonly rules: EngineRules;
  /** The same rules timed, for the engine alone: a trigger that is slow is left out for a while. */
  readonly watchedRules: EngineRules;
}

/** Tenancy comes from a credential: these two look-ups are the only ways to a product. */
export interface Products {
  byKey(publishableKey: string): Product | undefined;
  byId(productId: string): Product | undefined;
  readonly all: readonly Product[];
}

/** What routes work with. Made in one place, `compose.ts`. */
export interface HttpDependencies {
  readonly config: ResolvedConfig;
  readonly products: Products;
  readonly store: Store;
  readonly engine: SessionEngine;
  readonly hub: Hub;
  readonly tokens: SessionTokens;
  readonly chat: Chat;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly heartbeatS: number;
  /** Random id with a prefix, e.g. `s_…`. */
  readonly createId: (prefix: string) => string;
  readonly isStopping: () => boolean;
  /** Calls back when the server begins to stop. Returns what cancels it. */
  readonly onStop: (listener: () => void) => () => void;
}

export interface HttpEnv extends Env {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; cors: Readonly<Record<string, string>> };
}

export type HttpContext = Context<HttpEnv>;
