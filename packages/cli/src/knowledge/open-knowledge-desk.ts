import { setTimeout as sleep } from "node:timers/promises";
import { type Problem, type ProductWire, UsherError } from "@usher/core";
import type { FoundKnowledge, KnowledgeDesk } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";

export interface KnowledgeOptions extends DeskOptions {
  readonly product?: string;
  /** A key of the product with `golden_paths:write`, or an admin key. */
  readonly key?: string;
}

/** A server that is just starting owns its folder before it says where it listens. */
const STARTING_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Where knowledge is kept: the server that `--host` names, the one that owns the data folder, or the folder itself. */
export async function openKnowledgeDesk(context: CliContext, options: KnowledgeOptions): Promise<KnowledgeDesk> {
  if (options.host !== undefined) {
    const key = options.key ?? options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined)
      throw new UsherError("option_missing", "Give a key of the server: --key or USHER_ADMIN_KEY.");
    return askServer(options.host, key, options.product);
  }
  const config = await loadOptionalConfig(context, options);
  const giveUpAt = context.now() + STARTING_MS;
  for (;;) {
    try {
      return await context.openKnowledge(config, options.product);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "data_dir_locked")) throw error;
      const local = context.readLocalAdmin(config.dataDir);
      if (local !== undefined) return askServer(local.url, local.key, options.product);
      if (context.now() > giveUpAt) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function askServer(url: string, key: string, product: string | undefined): Promise<KnowledgeDesk> {
  async function send<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    let response: Response;
    try {
      response = await fetch(new URL(path, url), {
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

  const productId = product ?? (await onlyProduct());
  const base = `/v1/admin/products/${encodeURIComponent(productId)}/knowledge`;

  async function onlyProduct(): Promise<string> {
    const { products } = await send<{ products: readonly ProductWire[] }>("GET", "/v1/admin/products");
    const [only, ...others] = products;
    if (only !== undefined && others.length === 0) return only.product_id;
    const known = products.map(({ product_id }) => product_id).join(", ") || "none";
    throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
  }

  return {
    productId,
    add: (document) => send("POST", base, document),
    list: async () => (await send<{ documents: Awaited<ReturnType<KnowledgeDesk["list"]>> }>("GET", base)).documents,
    async remove(name) {
      try {
        await send("DELETE", `${base}/${encodeURIComponent(name)}`);
        return true;
      } catch (error) {
        if (error instanceof UsherError && error.code === "document_unknown") return false;
        throw error;
      }
    },
    async search(query, topK) {
      const body = { queries: [query], top_k: topK };
      const { previews } = await send<{ previews: readonly { results: readonly FoundKnowledge[] }[] }>(
        "POST",
        `${base}/preview`,
        body,
      );
      return previews[0]?.results ?? [];
    },
    close: async () => {},
  };
}
