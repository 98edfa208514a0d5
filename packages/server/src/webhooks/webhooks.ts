import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { Store } from "../ports/store.ts";
import type { WebhookEndpointRecord } from "../ports/webhook-store.ts";
import { type DeclaredEndpoint, syncDeclaredEndpoints } from "./declared-endpoints.ts";
import { createWebhookDispatcher, type WebhookDispatcher } from "./dispatcher.ts";
import { openSecrets } from "./endpoint-secrets.ts";
import { createWebhookEndpoints, type WebhookEndpoints } from "./endpoints.ts";
import type { ResolveName } from "./guarded-lookup.ts";
import { createSender, type SendRequest } from "./send-request.ts";

/** Everything about pushing the stream to endpoints. */
export interface Webhooks {
  readonly endpoints: WebhookEndpoints;
  list(productId: string): readonly WebhookEndpointRecord[];
  find(productId: string, endpointId: string): WebhookEndpointRecord | undefined;
  /** Knows the endpoints that are kept, and delivers nothing: for who looks after them without a server. */
  load(): Promise<void>;
  /** Takes over what the configuration declares, then begins to deliver. */
  start(): Promise<void>;
  /** The product's stream has grown. */
  onEntry(productId: string): void;
  /** The product was deleted: so are its endpoints. */
  forgetProduct(productId: string): Promise<void>;
  /** Resolves once nothing is under way and nothing is due. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface WebhooksOptions {
  readonly store: Pick<Store, "webhooks" | "stream">;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "webhookAttempt" | "read">;
  readonly createId: (prefix: string) => string;
  /** Origins that may be reached whatever they are. */
  readonly allow: readonly string[];
  readonly declared: readonly DeclaredEndpoint[];
  /** The product's own webhook secrets: they sign for endpoints that have none. */
  readonly productSecrets: (productId: string) => readonly string[];
  /** Default: the system's resolver. */
  readonly resolve?: ResolveName;
  /** Default: over HTTP, guarded. */
  readonly send?: SendRequest;
  /** A number from 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
}

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { store, sealer, clock, log, metrics, createId, allow, declared, productSecrets, resolve } = options;
  const { webhooks, stream } = store;
  const send = options.send ?? createSender({ clock, allow, ...(resolve === undefined ? {} : { resolve }) });

  function secretsOf(endpoint: WebhookEndpointRecord): readonly string[] {
    if (endpoint.secrets.length === 0) return productSecrets(endpoint.productId);
    try {
      return openSecrets(endpoint, sealer, clock.now());
    } catch (error) {
      const { productId, endpointId } = endpoint;
      log.error({ productId, endpointId, error: String(error) }, "webhook secret unreadable");
      return [];
    }
  }

  const dispatcher: WebhookDispatcher = createWebhookDispatcher({
    webhooks,
    stream,
    clock,
    log,
    metrics,
    send,
    random: options.random ?? Math.random,
    createId,
    secretsOf,
  });
  metrics.read("webhook_pending", async () => (await webhooks.totals()).pending);
  metrics.read("webhook_dead", async () => (await webhooks.totals()).dead);
  metrics.read("webhook_oldest_pending_seconds", async () => {
    const { oldestPendingAt } = await webhooks.totals();
    return oldestPendingAt === null ? 0 : (clock.now() - oldestPendingAt) / 1_000;
  });

  return {
    endpoints: createWebhookEndpoints({
      dispatcher,
      webhooks,
      stream,
      sealer,
      clock,
      send,
      createId,
      allow,
      secretsOf,
    }),
    list: dispatcher.list,
    find: dispatcher.find,
    load: dispatcher.load,
    async start() {
      await syncDeclaredEndpoints(declared, { webhooks, stream, sealer, now: clock.now() });
      await dispatcher.start();
    },
    onEntry: dispatcher.onEntry,
    async forgetProduct(productId) {
      for (const { endpointId } of dispatcher.list(productId)) await dispatcher.remove(productId, endpointId);
    },
    idle: dispatcher.idle,
    stop: dispatcher.stop,
  };
}
