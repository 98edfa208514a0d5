import { UsherError } from "@usher/core";
import type { FoundKnowledge, KnowledgeDesk, LocalAdmin } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";
import { openWhereKept } from "../products/open-where-kept.ts";
import { nameProduct, sendToServer } from "../products/send-to-server.ts";

export interface KnowledgeOptions extends DeskOptions {
  readonly product?: string;
  /** A key of the product with `golden_paths:write`, or an admin key. */
  readonly key?: string;
}

/** Where knowledge is kept: the server that `--host` names, the one that owns the data folder, or the folder itself. */
export async function openKnowledgeDesk(context: CliContext, options: KnowledgeOptions): Promise<KnowledgeDesk> {
  if (options.host !== undefined) {
    const key = options.key ?? options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined)
      throw new UsherError("option_missing", "Give a key of the server: --key or USHER_ADMIN_KEY.");
    return askServer({ url: options.host, key }, options.product);
  }
  const config = await loadOptionalConfig(context, options);
  return openWhereKept(context, config, {
    openFolder: (folder) => context.openKnowledge(folder, options.product),
    askServer: (local) => askServer(local, options.product),
  });
}

async function askServer(admin: LocalAdmin, product: string | undefined): Promise<KnowledgeDesk> {
  const send = sendToServer(admin);
  const productId = await nameProduct(send, product);
  const base = `/v1/admin/products/${encodeURIComponent(productId)}/knowledge`;

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
