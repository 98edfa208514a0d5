import { type GoldenPath, type PathListing, type PathWire, type PutPathReply, UsherError } from "@usher/core";
import type { LocalAdmin, PathDesk } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";
import { openWhereKept } from "../products/open-where-kept.ts";
import { nameProduct, sendToServer } from "../products/send-to-server.ts";

export interface PathDeskOptions extends DeskOptions {
  readonly product?: string;
  /** A key of the product with `golden_paths:write`, or an admin key. */
  readonly key?: string;
}

/** Where a product's paths are kept: the server that `--host` names, the one that owns the data folder, or the folder itself. */
export async function openPathDesk(context: CliContext, options: PathDeskOptions): Promise<PathDesk> {
  if (options.host !== undefined) {
    const key = options.key ?? options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined)
      throw new UsherError("option_missing", "Give a key of the server: --key or USHER_ADMIN_KEY.");
    return askServer({ url: options.host, key }, options.product);
  }
  const config = await loadOptionalConfig(context, options);
  return openWhereKept(context, config, {
    openFolder: (folder) => context.openPaths(folder, options.product),
    askServer: (local) => askServer(local, options.product),
  });
}

async function askServer(admin: LocalAdmin, product: string | undefined): Promise<PathDesk> {
  const send = sendToServer(admin);
  const productId = await nameProduct(send, product);
  const base = `/v1/admin/products/${encodeURIComponent(productId)}/paths`;
  const one = (pathId: string): string => `${base}/${encodeURIComponent(pathId)}`;

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
