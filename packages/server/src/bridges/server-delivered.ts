import { type ChatBridge, findChatBridge } from "@usher/integrations/chat";
import type { Product } from "../products/product.ts";

/** Bridges with routes and page adapters of their own, and Usher's panel, which needs none. */
const OF_THEIR_OWN: ReadonlySet<string> = new Set(["own", "rasa", "inkeep"]);

/**
 * Vendors whose chat is reached from here, without an adapter in the page. Rasa's widget has one, which knows the socket's
 * session; nothing writes into a conversation of Dify.
 */
export function isServerDelivered(bridgeId: string): boolean {
  return bridgeId !== "rasa" && !isAsked(bridgeId) && findChatBridge(bridgeId)?.manifest.delivery === "vendor";
}

/** A bot that is asked and answers in the same request: nothing appears anywhere unless the page shows the answer. */
export function isAsked(bridgeId: string): boolean {
  return bridgeId === "dify";
}

/** Whether only the user's page can write into the chat. */
export function isPageDelivered({ manifest }: ChatBridge): boolean {
  return manifest.delivery === "page";
}

/** The one bridge of a product that is reached from the server; undefined with none, or several. */
export function serverBridgeOf({ bridges }: Pick<Product, "bridges">): string | undefined {
  return theOnly(Object.keys(bridges ?? {}).filter(isServerDelivered));
}

/**
 * The bridge that `POST /bridge/open` opens an offer in: the one that the page names, else the product's one vendor that is
 * reached from here, else the only one there is. Undefined when that is none, or several.
 */
export function openableBridgeOf({ bridges }: Pick<Product, "bridges">, named: string | undefined): string | undefined {
  const openable = Object.keys(bridges ?? {}).filter((id) => !OF_THEIR_OWN.has(id));
  if (named !== undefined) return openable.find((id) => id === named);
  return serverBridgeOf({ bridges: bridges ?? {} }) ?? theOnly(openable);
}

function theOnly(ids: readonly string[]): string | undefined {
  const [only, ...others] = ids;
  return others.length === 0 ? only : undefined;
}
