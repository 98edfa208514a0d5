import { type Problem, type ProductWire, UsherError } from "@usher/core";
import type { LocalAdmin } from "@usher/server";

/** Asks a server's admin routes. Rejects with the server's own code, or `server_unreachable`. */
export type Send = <Reply>(method: string, path: string, body?: unknown) => Promise<Reply>;

export function sendToServer({ url, key }: LocalAdmin, request: typeof fetch = fetch): Send {
  return async <Reply>(method: string, path: string, body?: unknown): Promise<Reply> => {
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
  };
}

/** The product that was named, or the only one the server has: there is no need to name that. */
export async function nameProduct(send: Send, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { products } = await send<{ products: readonly ProductWire[] }>("GET", "/v1/admin/products");
  const [only, ...others] = products;
  if (only !== undefined && others.length === 0) return only.product_id;
  const known = products.map(({ product_id }) => product_id).join(", ") || "none";
  throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
}
