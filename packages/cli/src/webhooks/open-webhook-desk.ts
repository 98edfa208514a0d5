import { UsherError, type WebhookDeliveryWire, type WebhookWire } from "@usher/core";
import type { LocalAdmin, WebhookDesk } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";
import { openWhereKept } from "../products/open-where-kept.ts";
import { nameProduct, sendToServer } from "../products/send-to-server.ts";

export interface WebhookDeskOptions extends DeskOptions {
  readonly product?: string;
  /** A key of the product with `webhooks:write`, or an admin key. */
  readonly key?: string;
}

/** Where a product's webhooks are kept: the server that `--host` names, the one that owns the data folder, or the folder itself. */
export async function openWebhookDesk(context: CliContext, options: WebhookDeskOptions): Promise<WebhookDesk> {
  if (options.host !== undefined) {
    const key = options.key ?? options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined) {
      throw new UsherError("option_missing", "Give a key of the server: --key or USHER_ADMIN_KEY.");
    }
    return askServer({ url: options.host, key }, options.product);
  }
  const config = await loadOptionalConfig(context, options);
  return openWhereKept(context, config, {
    openFolder: (folder) => context.openWebhooks(folder, options.product),
    askServer: (local) => askServer(local, options.product),
  });
}

async function askServer(admin: LocalAdmin, product: string | undefined): Promise<WebhookDesk> {
  const send = sendToServer(admin);
  const productId = await nameProduct(send, product);
  const base = `/v1/admin/products/${encodeURIComponent(productId)}/webhooks`;
  const one = (webhookId: string): string => `${base}/${encodeURIComponent(webhookId)}`;

  return {
    productId,
    list: async () => (await send<{ webhooks: readonly WebhookWire[] }>("GET", base)).webhooks,
    add: (request) => send("POST", base, request),
    change: (webhookId, request) => send("PATCH", one(webhookId), request),
    rotate: (webhookId) => send("POST", `${one(webhookId)}/rotate`, {}),
    remove: (webhookId) => send("DELETE", one(webhookId)),
    test: (webhookId) => send("POST", `${one(webhookId)}/test`, {}),
    async dead(webhookId, limit) {
      const path = `${one(webhookId)}/deliveries?status=dead&limit=${limit}`;
      return (await send<{ deliveries: readonly WebhookDeliveryWire[] }>("GET", path)).deliveries;
    },
    redrive: (webhookId, deliveryId) =>
      deliveryId === undefined
        ? send("POST", `${one(webhookId)}/redrive`, {})
        : send("POST", `${one(webhookId)}/deliveries/${encodeURIComponent(deliveryId)}/redrive`, {}),
    close: async () => {},
  };
}
