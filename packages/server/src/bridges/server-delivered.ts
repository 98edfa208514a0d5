import { findChatBridge } from "@usher/integrations/chat";
import type { Product } from "../products/product.ts";

/**
 * Vendors whose chat is reached from here, without an adapter in the page. Rasa's widget has one, which knows the socket's
 * session; nothing writes into a conversation of Dify.
 */
export function isServerDelivered(bridgeId: string): boolean {
  return bridgeId !== "rasa" && bridgeId !== "dify" && findChatBridge(bridgeId)?.manifest.delivery === "vendor";
}

/** The one bridge of a product that offers open in when the page has no adapter of a vendor; undefined with none, or several. */
export function serverBridgeOf({ bridges }: Pick<Product, "bridges">): string | undefined {
  const [only, ...others] = Object.keys(bridges ?? {}).filter(isServerDelivered);
  return others.length === 0 ? only : undefined;
}
