import type { Hono } from "hono";
import * as z from "zod";
import { authoriseServer, requireScope } from "../../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { parseBody, readJson } from "../../read-json.ts";

export interface ErasureRequest {
  /** May be left out by a product's own key, and where there is only one product. */
  readonly product_id?: string;
  readonly user_id: string;
}

export interface ErasureReply {
  readonly product_id: string;
  /** Rows deleted, by table. Empty: nothing was known of the user. */
  readonly rows: Readonly<Record<string, number>>;
  readonly sessions: number;
  /** False: the last bytes leave the database's files with the next writes. */
  readonly scrubbed: boolean;
}

export const erasureRequest: z.ZodType<ErasureRequest> = z.object({
  product_id: z.string().min(1).max(64).exactOptional(),
  user_id: z.string().min(1).max(256),
});

/** `POST /v1/admin/privacy/delete`: forgets a user for good. Needs an admin key, or one with `users:delete`. */
export function adminPrivacyRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.post("/v1/admin/privacy/delete", async (context) => {
    requireScope(context, dependencies, "users:delete");
    const { product_id, user_id } = parseBody(erasureRequest, await readJson(context.req.raw));
    const wanted = product_id === undefined ? {} : { productId: product_id };
    const { product, key } = authoriseServer(context, dependencies, { scope: "users:delete", ...wanted });
    const { rows, scrubbed, sessionIds } = await dependencies.erasures.erase(product.id, user_id);
    const who = key.kind === "admin" ? {} : { keyId: "keyId" in key ? key.keyId : undefined };
    dependencies.log.info(
      { requestId: context.get("requestId"), productId: product.id, by: key.kind, ...who },
      "erasure requested",
    );
    const reply: ErasureReply = { product_id: product.id, rows, sessions: sessionIds.length, scrubbed };
    return context.json(reply);
  });
}
