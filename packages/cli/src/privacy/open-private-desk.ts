import { UsherError } from "@usher/core";
import type { LocalAdmin, PrivateData } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";
import { openWhereKept } from "../products/open-where-kept.ts";

export interface PrivateOptions extends DeskOptions {
  readonly product?: string;
  readonly user?: string;
}

export interface Erased {
  readonly product_id: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly sessions: number;
  readonly scrubbed: boolean;
}

/** Deleting and exporting, wherever the data is. */
export interface PrivateDesk {
  erase(userId: string): Promise<Erased>;
  /** Lines with their line breaks, or pieces of lines. */
  export(userId: string | undefined): AsyncIterable<string>;
  close(): Promise<void>;
}

/** The server that `--host` names, the one that owns the data folder, or else the folder itself. */
export async function openPrivateDesk(context: CliContext, options: PrivateOptions): Promise<PrivateDesk> {
  if (options.host !== undefined) {
    const key = options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined) {
      throw new UsherError("option_missing", "Give the server's admin key: --admin-key or USHER_ADMIN_KEY.");
    }
    return overServer({ url: options.host, key }, options.product);
  }
  const config = await loadOptionalConfig(context, options);
  return openWhereKept(context, config, {
    openFolder: async (folder) => overFolder(await context.openPrivateData(folder, context.now), options.product),
    askServer: (local) => overServer(local, options.product),
  });
}

async function overFolder(data: PrivateData, named: string | undefined): Promise<PrivateDesk> {
  const { productIds } = data;
  const productId = named === undefined && productIds.length === 1 ? productIds[0] : named;
  if (productId === undefined || !productIds.includes(productId)) {
    await data.close();
    const known = productIds.join(", ") || "none";
    const what = named === undefined ? "" : `There is no product "${named}". `;
    throw new UsherError("product_unknown", `${what}Name the product with --product: one of ${known}.`);
  }
  return {
    async erase(userId) {
      const { rows, sessionIds, scrubbed } = await data.eraseUser(productId, userId);
      return { product_id: productId, rows, sessions: sessionIds.length, scrubbed };
    },
    export: (userId) => data.exportLines(productId, userId),
    close: data.close,
  };
}

function overServer({ url, key }: LocalAdmin, product: string | undefined): PrivateDesk {
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await fetch(new URL(path, url), { ...init, headers });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new UsherError(
      "request_refused",
      `${url} answered ${response.status}: ${problem.detail ?? "no reason given"}`,
    );
  }

  return {
    async erase(user_id) {
      const body = JSON.stringify({ user_id, ...(product === undefined ? {} : { product_id: product }) });
      return (await (await ask("/v1/admin/privacy/delete", { method: "POST", body })).json()) as Erased;
    },
    async *export(userId) {
      const query = new URLSearchParams();
      if (product !== undefined) query.set("product", product);
      if (userId !== undefined) query.set("user", userId);
      const { body } = await ask(`/v1/admin/export?${query}`, {});
      const decoder = new TextDecoder();
      for await (const bytes of body ?? []) yield decoder.decode(bytes as Uint8Array, { stream: true });
    },
    async close() {},
  };
}
