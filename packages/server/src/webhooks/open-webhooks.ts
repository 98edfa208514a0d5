import { randomUUID } from "node:crypto";
import type {
  ChangeWebhookRequest,
  CreatedWebhookReply,
  CreateWebhookRequest,
  RedriveReply,
  WebhookDeliveryWire,
  WebhookTestReply,
  WebhookWire,
} from "@usher/core";
import type { ResolvedConfig } from "../config/config.ts";
import { createdToWire, deliveryToWire, testToWire, webhookToWire } from "../http/webhook-to-wire.ts";
import { silentLogger } from "../observe/logger.ts";
import { openRegistry } from "../products/open-registry.ts";
import { createWebhooks } from "./webhooks.ts";

/** What can be done to a product's webhooks from outside a server, in the words of its wire. */
export interface WebhookDesk {
  readonly productId: string;
  list(): Promise<readonly WebhookWire[]>;
  add(request: CreateWebhookRequest): Promise<CreatedWebhookReply>;
  change(webhookId: string, request: ChangeWebhookRequest): Promise<WebhookWire>;
  rotate(webhookId: string): Promise<CreatedWebhookReply>;
  remove(webhookId: string): Promise<void>;
  /** One attempt, now, with a payload of type `test`. */
  test(webhookId: string): Promise<WebhookTestReply>;
  /** Dead deliveries, the latest change first. */
  dead(webhookId: string, limit: number): Promise<readonly WebhookDeliveryWire[]>;
  /** All dead deliveries of the webhook, or one delivery; without a server they go out once one runs. */
  redrive(webhookId: string, deliveryId?: string): Promise<RedriveReply>;
  close(): Promise<void>;
}

/**
 * Opens the webhooks of a data directory that no server owns (`data_dir_locked` otherwise: then the server is to be asked).
 * @param product Its id; there is no need to name the only one.
 */
export function openWebhooks(config: ResolvedConfig, product: string | undefined): Promise<WebhookDesk> {
  const mustExist = config.products.length === 0;
  return openRegistry(config, { mustExist }, async ({ store, sealer, clock, products, productNamed, ...registry }) => {
    const { id: productId } = productNamed(product);
    const webhooks = createWebhooks({
      store,
      sealer,
      clock,
      log: silentLogger,
      metrics: { webhookAttempt: () => {}, read: () => {} },
      createId: (prefix) => `${prefix}_${randomUUID().replaceAll("-", "")}`,
      allow: config.webhooks.allow,
      // A server takes over what is declared when it starts; a command may have been called without its configuration.
      declared: [],
      productSecrets: (productId) => products.byId(productId)?.webhookSecrets ?? [],
    });
    await webhooks.load();
    const { endpoints } = webhooks;
    return {
      productId,
      list: async () => webhooks.list(productId).map((endpoint) => webhookToWire(endpoint, clock.now())),
      add: async ({ url, secret }) => createdToWire(await endpoints.create(productId, url, secret), clock.now()),
      async change(webhookId, { enabled, skip_missed = false }) {
        const wanted = { enabled, skipMissed: skip_missed };
        return webhookToWire(await endpoints.setEnabled(productId, webhookId, wanted), clock.now());
      },
      rotate: async (webhookId) => createdToWire(await endpoints.rotate(productId, webhookId), clock.now()),
      remove: (webhookId) => endpoints.remove(productId, webhookId),
      test: async (webhookId) => testToWire(await endpoints.test(productId, webhookId)),
      async dead(endpointId, limit) {
        const found = await store.webhooks.listDeliveries(productId, { endpointId, status: "dead", limit });
        return found.map(deliveryToWire);
      },
      async redrive(webhookId, deliveryId) {
        if (deliveryId === undefined) return { redriven: await endpoints.redriveDead(productId, webhookId) };
        await endpoints.redrive(productId, webhookId, deliveryId);
        return { redriven: 1 };
      },
      async close() {
        await webhooks.stop();
        await registry.close();
      },
    };
  });
}
