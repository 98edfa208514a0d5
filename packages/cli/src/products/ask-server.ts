import { type Problem, type ProductWire, UsherError } from "@usher/core";
import type { LocalAdmin, ProductDesk } from "@usher/server";

/** The products of a running server, over its admin routes. Rejects with the server's own code, or `server_unreachable`. */
export function askServer({ url, key }: LocalAdmin, request: typeof fetch = fetch): ProductDesk {
  async function send<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    let response: Response;
    try {
      response = await request(new URL(path, url), {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new UsherError("server_unreachable", `No Usher answers at ${url}.`, { cause: error });
    }
    const reply: unknown = await response.json().catch(() => undefined);
    if (response.ok) return reply as Reply;
    const { code = "request_refused", detail = "no reason given" } = (reply ?? {}) as Partial<Problem>;
    throw new UsherError(code, `${url} answered ${response.status}: ${detail}`);
  }

  const pathOf = (productId: string): string => `/v1/admin/products/${encodeURIComponent(productId)}`;
  return {
    create: (body) => send("POST", "/v1/admin/products", body),
    change: (productId, body) => send("PATCH", pathOf(productId), body),
    rotate: (productId, body) => send("POST", `${pathOf(productId)}/rotate`, body),
    list: async () => (await send<{ products: readonly ProductWire[] }>("GET", "/v1/admin/products")).products,
    close: async () => {},
  };
}
