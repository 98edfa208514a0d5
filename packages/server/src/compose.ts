import { compileRules, type EngineRules } from "@usher/core";
import type { Hono } from "hono";
import { chooseModels } from "./compose/choose-models.ts";
import { composeChat } from "./compose/compose-chat.ts";
import { composeProducts } from "./compose/compose-products.ts";
import { composeStreams } from "./compose/compose-streams.ts";
import { type Parts, prepareBase } from "./compose/parts.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { createSessionEngine, type SessionEngine } from "./engine/session-engine.ts";
import { createApp } from "./http/app.ts";
import type { HttpEnv } from "./http/dependencies.ts";
import { createSessionTokens } from "./http/session-token.ts";
import { BODY_IDLE_MS } from "./http/stalled-body.ts";
import { createStreamTickets } from "./http/stream-tickets.ts";
import { createIngest } from "./ingest/ingest.ts";
import { createPeople } from "./ingest/people.ts";
import { createKnowledge } from "./knowledge/knowledge.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { createMemories, type Memories } from "./memory/memories.ts";
import type { Metrics } from "./observe/metrics.ts";
import { NEVER_OVERLOADED } from "./observe/overload.ts";
import { createErasures } from "./privacy/erasures.ts";
import type { KeyRing } from "./products/key-ring.ts";
import type { Products } from "./products/product.ts";
import type { Hub } from "./streams/hub.ts";
import type { ProductHub } from "./streams/product-hub.ts";
import { createSummaries, type Summaries } from "./summaries/summaries.ts";
import { summarySettings } from "./summaries/summary-settings.ts";
import { createWebhooks, type Webhooks } from "./webhooks/webhooks.ts";

export type { Parts } from "./compose/parts.ts";

const NO_RULES: EngineRules = compileRules([], undefined, []);

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

/** The one place that puts the parts together; `compose/` holds groups of parts that only need each other. */
export function compose(config: ResolvedConfig, parts: Parts): Composition {
  const base = prepareBase(config, parts);
  const { store, sealer, clock, log, metrics, createId } = base;
  const { registry, ...productParts } = composeProducts(base, {
    localAdminKey: parts.localAdminKey,
    async onRemoved(productId) {
      await webhooks.forgetProduct(productId);
      await knowledge.forgetProduct(productId);
    },
  });
  const { products, keys } = registry;
  // Sessions of a product that is gone come to their end by themselves.
  const rulesOf = (productId: string) => products.byId(productId)?.watchedRules ?? NO_RULES;
  const overload = parts.overload ?? NEVER_OVERLOADED;
  let stopping = false;
  const stopListeners = new Set<() => void>();
  const { stop: stopStreams, ...streams } = composeStreams(base, {
    keys,
    engine: () => engine,
    productHub: parts.productHub,
  });
  const { hub, productHub } = streams;
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
  const models = chooseModels(base, parts);
  // Of a product that is gone nothing is told to anybody.
  const mayAskModel = (productId: string): boolean => {
    const product = products.byId(productId);
    return product !== undefined && product.prose !== "extractive";
  };
  const memories: Memories = createMemories({
    store,
    clock,
    log,
    pathsOf: (productId) => rulesOf(productId).paths,
    onChange: engine.refreshMemory,
    model: models.breakable(),
    modelName: models.modelName,
    mayAskModel,
    onFallback: metrics.llmFallback,
  });
  const summaries: Summaries = createSummaries({
    store,
    clock,
    log,
    model: models.model,
    mayAskModel,
    modelTimeoutMs: config.llm?.totalTimeoutMs ?? 30_000,
    settingsOf: (productId) => summarySettings(products.byId(productId)?.summaries),
    append: engine.appendSummary,
    onFallback: () => metrics.llmFallback("summary"),
  });
  const knowledge = createKnowledge({ store: store.knowledge, clock, log, embeddings: models.embeddings });
  const { stop: stopChat, ...chatParts } = composeChat(base, {
    products,
    engine,
    hub,
    knowledge,
    model: models.breakable(),
    bridges: parts.bridges,
  });
  const people = createPeople(store.activity);
  const app = createApp({
    ...productParts,
    ...streams,
    ...chatParts,
    config,
    products,
    keys,
    knowledge,
    store,
    engine,
    erasures: createErasures({ store, engine, people, hub, clock, log }),
    memories,
    people,
    ingest: createIngest({ store, activity: store.activity, people, engine, metrics, log, createId }),
    webhooks,
    tokens: createSessionTokens(parts.tokenSecret, clock.now, parts.tokenLifetimeS),
    tickets: createStreamTickets({ now: clock.now, createId }),
    clock,
    log,
    metrics,
    limits: createRateLimits(config.limits, clock.now),
    overload,
    bodyIdleMs: parts.bodyIdleMs ?? BODY_IDLE_MS,
    heartbeatS: base.heartbeatMs / 1_000,
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
      stopStreams();
      stopChat();
      for (const listener of stopListeners) listener();
    },
  };
}
