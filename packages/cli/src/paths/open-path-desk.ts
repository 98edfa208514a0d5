import { setTimeout as sleep } from "node:timers/promises";
import {
  type GoldenPath,
  type PathListing,
  type PathWire,
  type Problem,
  type ProductWire,
  type PutPathReply,
  UsherError,
} from "@usher/core";
import type { PathDesk } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";

export interface PathDeskOptions extends DeskOptions {
  readonly product?: string;
  /** A key of the product with `golden_paths:write`, or an admin key. */
  readonly key?: string;
}

/** A server that is just starting owns its folder before it says where it listens. */
const STARTING_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Where a product's paths are kept: the server that `--host` names, the one that owns the data folder, or the folder itself. */
export async function openPathDesk(context: CliContext, options: PathDeskOptions): Promise<PathDesk> {
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
      return await context.openPaths(config, options.product);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "data_dir_locked")) throw error;
      const local = context.readLocalAdmin(config.dataDir);
      if (local !== undefined) return askServer(local.url, local.key, options.product);
      if (context.now() > giveUpAt) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function askServer(url: string, key: string, product: string | undefined): Promise<PathDesk> {
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
  const base = `/v1/admin/products/${encodeURIComponent(productId)}/paths`;
  const one = (pathId: string): string => `${base}/${encodeURIComponent(pathId)}`;

  async function onlyProduct(): Promise<string> {
    const { products } = await send<{ products: readonly ProductWire[] }>("GET", "/v1/admin/products");
    const [only, ...others] = products;
    if (only !== undefined && others.length === 0) return only.product_id;
    const known = products.map(({ product_id }) => product_id).join(", ") || "none";
    throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
  }

  return {
    productId,
    list: async () => (await send<{ paths: readonly PathListing[] }>("GET", base)).paths,
    read: (pathId, version) =>
      send<PathWire<GoldenPath>>("GET", `${one(pathId)}${version === undefined ? "" : `?version=${version}`}`),
    put: (path, { source, baseVersion }) =>
      send<PutPathReply>("PUT", one(path.id), {
        path,
        source,
        ...(baseVersion === undefined ? {} : { base_version: baseVersion }),
      }),
    publish: (pathId, request) => send("POST", `${one(pathId)}/publish`, request),
    archive: (pathId) => send("POST", `${one(pathId)}/archive`),
    close: async () => {},
  };
}
