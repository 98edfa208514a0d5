import type { ProductWire } from "@usher/core";
import type { LocalAdmin, ProductDesk } from "@usher/server";
import { sendToServer } from "./send-to-server.ts";

/** The products of a running server, over its admin routes. Rejects with the server's own code, or `server_unreachable`. */
export function askServer(admin: LocalAdmin, request: typeof fetch = fetch): ProductDesk {
  const send = sendToServer(admin, request);
  const pathOf = (productId: string): string => `/v1/admin/products/${encodeURIComponent(productId)}`;
  return {
    create: (body) => send("POST", "/v1/admin/products", body),
    change: (productId, body) => send("PATCH", pathOf(productId), body),
    rotate: (productId, body) => send("POST", `${pathOf(productId)}/rotate`, body),
    list: async () => (await send<{ products: readonly ProductWire[] }>("GET", "/v1/admin/products")).products,
    close: async () => {},
  };
}
