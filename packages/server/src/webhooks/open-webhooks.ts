import { randomUUID } from "node:crypto";
import {
  type ChangeWebhookRequest,
  type CreatedWebhookReply,
  type CreateWebhookRequest,
  type RedriveReply,
  UsherError,
  type WebhookDeliveryWire,
  type WebhookTestReply,
  type WebhookWire,
} from "@usher/core";
import { openDataDirectory } from "../adapters/data-directory.ts";
import { loadInstallationSecrets } from "../adapters/installation-secrets.ts";
import { createSealer } from "../adapters/sealer.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { requireData } from "../adapters/sql/require-data.ts";
import { systemClock } from "../adapters/system-clock.ts";
import type { ResolvedConfig } from "../config/config.ts";
import { createdToWire, deliveryToWire, testToWire, webhookToWire } from "../http/webhook-to-wire.ts";
import { silentLogger } from "../observe/logger.ts";
import { createRegistry } from "../products/registry.ts";
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
export async function openWebhooks(config: ResolvedConfig, product: string | undefined): Promise<WebhookDesk> {
  const { dataDir } = config;
  if (config.products.length === 0) requireData(dataDir);
  const directory = openDataDirectory(dataDir, { isBrief: true });
  try {
    const sealer = createSealer(loadInstallationSecrets(directory.dir).sealKeys);
    const store = await openEmbeddedStore({ dir: directory.dir });
    const clock = systemClock();
    const registry = createRegistry({
      config,
      store: store.products,
      paths: store.paths,
      sealer,
      clock,
      log: silentLogger,
      localAdminKey: undefined,
    });
    const { products } = registry;
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
    const close = async (): Promise<void> => {
      await webhooks.stop();
      registry.stop();
      await store.close();
      directory.close();
    };
    await products.reload();
    await webhooks.load();
    const [only, ...others] = products.all;
    const found = product === undefined && others.length === 0 ? only : products.byId(product ?? "");
    if (found === undefined) {
      await close();
      const known = products.all.map(({ id }) => id).join(", ") || "none";
      throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
    }
    const { id: productId } = found;
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
      close,
    };
  } catch (error) {
    directory.close();
    throw error;
  }
}
