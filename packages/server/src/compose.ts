import { randomBytes } from "node:crypto";
import { compileRules } from "@usher/core";
import type { Hono } from "hono";
import { openAiCompatible } from "./adapters/llm/openai-compatible.ts";
import { createChat } from "./chat/chat.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { createSessionEngine, type SessionEngine } from "./engine/session-engine.ts";
import { watchTriggers } from "./engine/watch-triggers.ts";
import { createApp } from "./http/app.ts";
import type { HttpEnv, Product, Products } from "./http/dependencies.ts";
import { createSessionTokens } from "./http/session-token.ts";
import type { Logger } from "./observe/logger.ts";
import { createMetrics, type Metrics } from "./observe/metrics.ts";
import type { Clock } from "./ports/clock.ts";
import type { LanguageModel } from "./ports/language-model.ts";
import type { Store } from "./ports/store.ts";
import { createHub, type Hub } from "./streams/hub.ts";

/** What the server is made of; tests and benches may bring their own. */
export interface Parts {
  readonly store: Store;
  /** Signs session tokens; at least 32 bytes. */
  readonly tokenSecret: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Default: its own, without those of the process. */
  readonly metrics?: Metrics;
  /** Overrides the configured language model. */
  readonly model?: LanguageModel;
  /** Default 15. */
  readonly heartbeatS?: number;
  /** Default 900. */
  readonly tokenLifetimeS?: number;
}

export interface Composition {
  readonly app: Hono<HttpEnv>;
  readonly engine: SessionEngine;
  readonly hub: Hub;
  readonly metrics: Metrics;
  /** From now on: no new streams, open ones end. */
  beginStop(): void;
}

/** The one place that puts the parts together. */
export function compose(config: ResolvedConfig, parts: Parts): Composition {
  const { store, clock, log, metrics = createMetrics(), heartbeatS = 15 } = parts;
  const products = indexProducts(config, log);
  const rulesOf = (productId: string) => {
    const product = products.byId(productId);
    if (product === undefined) throw new Error(`product ${productId} is not configured`);
    return product.watchedRules;
  };
  let stopping = false;
  const stopListeners = new Set<() => void>();
  const hub = createHub({
    clock,
    epoch: store.epoch,
    heartbeatMs: heartbeatS * 1_000,
    onPresence(productId, sessionId, audience) {
      if (stopping) return;
      engine.apply(productId, sessionId, { type: "presence", audience }).catch((error: unknown) => {
        log.error({ productId, sessionId, error: String(error) }, "presence failed");
      });
    },
  });
  const engine: SessionEngine = createSessionEngine({ store, hub, clock, log, rulesOf });
  const model = parts.model ?? (config.llm === null ? undefined : openAiCompatible(config.llm));
  const app = createApp({
    config,
    products,
    store,
    engine,
    hub,
    tokens: createSessionTokens(parts.tokenSecret, clock.now, parts.tokenLifetimeS),
    chat: createChat({ store, clock, log, model, createId }),
    clock,
    log,
    metrics,
    heartbeatS,
    createId,
    isStopping: () => stopping,
    onStop(listener) {
      stopListeners.add(listener);
      return () => stopListeners.delete(listener);
    },
  });
  return {
    app,
    engine,
    hub,
    metrics,
    beginStop() {
      stopping = true;
      hub.stop();
      for (const listener of stopListeners) listener();
    },
  };
}

/** 128 random bits: ids are never authority, but they should not be guessable either. */
function createId(prefix: string): string {
  const id = randomBytes(16).toString("base64url").replaceAll("-", "_");
  return prefix === "" ? id : `${prefix}_${id}`;
}

function indexProducts(config: ResolvedConfig, log: Logger): Products {
  const stopwatch = (): number => performance.now();
  const all: Product[] = config.products.map((product) => {
    const rules = compileRules(product.triggers, product.policy, product.paths);
    return { ...product, rules, watchedRules: watchTriggers(rules, { log, stopwatch }) };
  });
  const byKey = new Map(all.flatMap((product) => product.publishableKeys.map((key) => [key, product] as const)));
  const byId = new Map(all.map((product) => [product.id, product]));
  return { all, byKey: (key) => byKey.get(key), byId: (id) => byId.get(id) };
}
