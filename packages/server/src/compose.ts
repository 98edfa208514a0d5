import { randomBytes } from "node:crypto";
import { compileRules, type EngineRules, UsherError } from "@usher/core";
import type { Hono } from "hono";
import { openAiCompatible } from "./adapters/llm/openai-compatible.ts";
import { openAiEmbeddings } from "./adapters/llm/openai-embeddings.ts";
import { createSealer } from "./adapters/sealer.ts";
import { createBridges } from "./bridges/bridges.ts";
import { createOfferStreams } from "./bridges/offer-streams.ts";
import { createOfferTalk } from "./bridges/offer-talk.ts";
import { createSeenEvents } from "./bridges/seen-events.ts";
import { createVendorEvents } from "./bridges/vendor-events.ts";
import { createChat } from "./chat/chat.ts";
import { chatSettings } from "./chat/chat-settings.ts";
import { withCircuitBreaker } from "./chat/circuit-breaker.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { createSessionEngine, type SessionEngine } from "./engine/session-engine.ts";
import { createApp } from "./http/app.ts";
import type { HttpEnv } from "./http/dependencies.ts";
import { createSessionTokens } from "./http/session-token.ts";
import { BODY_IDLE_MS } from "./http/stalled-body.ts";
import { createStreamTickets } from "./http/stream-tickets.ts";
import { createIngest } from "./ingest/ingest.ts";
import { createKnowledge } from "./knowledge/knowledge.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { createMemories, type Memories } from "./memory/memories.ts";
import type { Logger } from "./observe/logger.ts";
import { measureModel } from "./observe/measure-model.ts";
import { measureStore } from "./observe/measure-store.ts";
import { createMetrics, type Metrics } from "./observe/metrics.ts";
import { NEVER_OVERLOADED, type Overload } from "./observe/overload.ts";
import { createPathAdmin } from "./paths/path-admin.ts";
import type { Clock } from "./ports/clock.ts";
import type { EmbeddingModel } from "./ports/embedding-model.ts";
import type { LanguageModel } from "./ports/language-model.ts";
import type { Store } from "./ports/store.ts";
import { createErasures } from "./privacy/erasures.ts";
import type { KeyRing } from "./products/key-ring.ts";
import type { Products } from "./products/product.ts";
import { createProductAdmin, type ProductAdmin } from "./products/product-admin.ts";
import { createRegistry } from "./products/registry.ts";
import { createPairings } from "./recorder/pairings.ts";
import { createConsumers } from "./streams/consumers.ts";
import { createHub, type Hub } from "./streams/hub.ts";
import { createOpenStreams } from "./streams/open-streams.ts";
import { createProductHub, type ProductHub } from "./streams/product-hub.ts";
import { createSummaries, type Summaries } from "./summaries/summaries.ts";
import { summarySettings } from "./summaries/summary-settings.ts";
import { createWebhooks, type Webhooks } from "./webhooks/webhooks.ts";

const NO_RULES: EngineRules = compileRules([], undefined, []);

/** What the server is made of; tests and benches may bring their own. */
export interface Parts {
  readonly store: Store;
  /** Signs session tokens; at least 32 bytes. */
  readonly tokenSecret: string;
  /** Seal secrets that are kept, 32 bytes each as base64url, the newest first. Default: one that ends with the process. */
  readonly sealKeys?: readonly string[];
  /** Admin key of this machine's own user. */
  readonly localAdminKey?: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Default: its own, without those of the process. */
  readonly metrics?: Metrics;
  /** Default: never overloaded. */
  readonly overload?: Overload;
  /** Default 10,000. */
  readonly bodyIdleMs?: number;
  /** Default: its own. */
  readonly productHub?: ProductHub;
  /** Overrides the configured language model. */
  readonly model?: LanguageModel;
  /** Overrides the configured embeddings endpoint. */
  readonly embeddings?: EmbeddingModel;
  /** What bridges reach vendors with, and how long they wait for a chat widget. */
  readonly bridges?: { readonly fetch?: typeof fetch; readonly waitMs?: number };
  /** Default 15. */
  readonly heartbeatS?: number;
  /** Default 900. */
  readonly tokenLifetimeS?: number;
}

export interface Composition {
  readonly app: Hono<HttpEnv>;
  /** Those of the configuration until `reload` was called, which adds those of the store. */
  readonly products: Products;
  readonly keys: KeyRing;
  readonly engine: SessionEngine;
  readonly hub: Hub;
  readonly productHub: ProductHub;
  /** To be started after the products were loaded; stopped after the engine, before the store is closed. */
  readonly webhooks: Webhooks;
  readonly metrics: Metrics;
  readonly summaries: Summaries;
  /** To be resumed after the products were loaded; stopped after the engine, before the store is closed. */
  readonly memories: Memories;
  /** From now on: no new streams, open ones end. */
  beginStop(): void;
}

/** The one place that puts the parts together. */
export function compose(config: ResolvedConfig, parts: Parts): Composition {
  const { clock, log, metrics = createMetrics(), heartbeatS = 15 } = parts;
  const store = measureStore(parts.store, metrics);
  const sealer = createSealer(parts.sealKeys ?? [randomBytes(32).toString("base64url")]);
  const registry = createRegistry({
    config,
    store: store.products,
    paths: store.paths,
    sealer,
    clock,
    log,
    localAdminKey: parts.localAdminKey,
  });
  const { products, keys } = registry;
  const admin = createProductAdmin({
    store: store.products,
    sealer,
    now: clock.now,
    configured: new Set(config.products.map(({ id }) => id)),
    onChange: products.reload,
  });
  const productAdmin: ProductAdmin = {
    ...admin,
    async remove(productId) {
      await admin.remove(productId);
      await webhooks.forgetProduct(productId);
      await store.paths.deletePathsOfProduct(productId);
      await knowledge.forgetProduct(productId);
      await products.reload();
    },
  };
  // Sessions of a product that is gone come to their end by themselves.
  const rulesOf = (productId: string) => products.byId(productId)?.watchedRules ?? NO_RULES;
  const overload = parts.overload ?? NEVER_OVERLOADED;
  let stopping = false;
  const stopListeners = new Set<() => void>();
  const hub = createHub({
    clock,
    epoch: store.epoch,
    heartbeatMs: heartbeatS * 1_000,
    onPresence(productId, sessionId, audience) {
      if (stopping) return;
      engine.apply(productId, sessionId, { type: "presence", audience }).catch((error: unknown) => {
        // Its person was erased, which ended the stream.
        if (error instanceof UsherError && error.code === "session_unknown") return;
        log.error({ productId, sessionId, error: String(error) }, "presence failed");
      });
    },
  });
  const productHub =
    parts.productHub ?? createProductHub({ clock, epoch: store.epoch, heartbeatMs: heartbeatS * 1_000 });
  metrics.read("sse_queued_bytes", () => productHub.queuedBytes);
  const openStreams = createOpenStreams({
    clock,
    maxAgeMs: config.streams.maxAgeS * 1_000,
    maxPerKey: config.streams.maxPerKey,
    onEnd: metrics.sseDisconnect,
  });
  keys.onRevoked(({ productId, keyId }) => openStreams.endKey(productId, keyId));
  const webhooks: Webhooks = createWebhooks({
    store,
    sealer,
    clock,
    log,
    metrics,
    createId,
    allow: config.webhooks.allow,
    declared: config.products.flatMap(({ id, webhooks: declared = [] }) =>
      declared.map((endpoint) => ({ productId: id, ...endpoint })),
    ),
    productSecrets: (productId) => products.byId(productId)?.webhookSecrets ?? [],
  });
  const engine: SessionEngine = createSessionEngine({
    store,
    hub,
    clock,
    log,
    rulesOf,
    onEntry: (entry) => {
      productHub.publish(entry);
      webhooks.onEntry(entry.productId);
      summaries.note(entry);
      memories.note(entry);
    },
    memoryOf: (...asked) => memories.facts(...asked),
    onNamed: (...renamed) => memories.merge(...renamed),
  });
  const plainModel = parts.model ?? (config.llm === null ? undefined : openAiCompatible(config.llm));
  const model = plainModel === undefined ? undefined : measureModel(plainModel, metrics);
  const memories: Memories = createMemories({
    store,
    clock,
    log,
    pathsOf: (productId) => rulesOf(productId).paths,
    onChange: engine.refreshMemory,
    model: model && withCircuitBreaker(model, clock),
    modelName: parts.model === undefined ? config.llm?.model : undefined,
    onFallback: metrics.llmFallback,
  });
  const summaries: Summaries = createSummaries({
    store,
    clock,
    log,
    model,
    modelTimeoutMs: config.llm?.totalTimeoutMs ?? 30_000,
    settingsOf: (productId) => summarySettings(products.byId(productId)?.summaries),
    append: engine.appendSummary,
    onFallback: () => metrics.llmFallback("summary"),
  });
  const embeddings = parts.embeddings ?? (config.embeddings === null ? undefined : openAiEmbeddings(config.embeddings));
  const knowledge = createKnowledge({ store: store.knowledge, clock, log, embeddings });
  const erasures = createErasures({ store, engine, hub, clock, log });
  const chat = createChat({
    store,
    clock,
    log,
    model: model === undefined ? undefined : withCircuitBreaker(model, clock),
    createId,
    settingsOf: (productId) => chatSettings(products.byId(productId)?.chat),
    searchPaths: async (productId, question) => {
      const product = products.byId(productId);
      return product === undefined ? [] : knowledge.search(product, question, { topK: 2, kind: "path" });
    },
    onFallback: metrics.llmFallback,
  });
  const bridges = createBridges({ store, engine, clock, log, metrics, ...parts.bridges });
  const offerTalk = createOfferTalk({ bridges, chat, engine, clock, log, createId });
  const offerStreams = createOfferStreams({ hub, engine, store, clock, metrics, heartbeatMs: heartbeatS * 1_000 });
  stopListeners.add(bridges.stop);
  stopListeners.add(offerStreams.stop);
  const app = createApp({
    config,
    products,
    keys,
    productAdmin,
    knowledge,
    pairings: createPairings({ products: productAdmin, now: clock.now }),
    pathAdmin: createPathAdmin({ store: store.paths, now: clock.now, onChange: products.reload }),
    store,
    engine,
    erasures,
    memories,
    ingest: createIngest({ store, activity: store.activity, engine, metrics, log, createId }),
    hub,
    productHub,
    webhooks,
    openStreams,
    consumers: createConsumers({ log: store.stream, clock }),
    tokens: createSessionTokens(parts.tokenSecret, clock.now, parts.tokenLifetimeS),
    chat,
    bridges,
    offerTalk,
    vendorEvents: createVendorEvents({ bridges, engine, offerTalk, store, log }),
    seenEvents: createSeenEvents({ now: clock.now }),
    offerStreams,
    tickets: createStreamTickets({ now: clock.now, createId }),
    clock,
    log,
    metrics,
    limits: createRateLimits(config.limits, clock.now),
    overload,
    bodyIdleMs: parts.bodyIdleMs ?? BODY_IDLE_MS,
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
    products,
    keys,
    engine,
    hub,
    productHub,
    webhooks,
    metrics,
    summaries,
    memories,
    beginStop() {
      stopping = true;
      registry.stop();
      knowledge.stop();
      overload.stop();
      hub.stop();
      openStreams.stop();
      productHub.stop();
      for (const listener of stopListeners) listener();
    },
  };
}

/** 128 random bits: ids are never authority, but they should not be guessable either. */
function createId(prefix: string): string {
  const id = randomBytes(16).toString("base64url").replaceAll("-", "_");
  return prefix === "" ? id : `${prefix}_${id}`;
}
