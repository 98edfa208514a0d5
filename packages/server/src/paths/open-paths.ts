import type { GoldenPath, PathListing, PathSource, PathWire, PublishPathRequest, PutPathReply } from "@usher/core";
import type { ResolvedConfig } from "../config/config.ts";
import { openRegistry } from "../products/open-registry.ts";
import { createPathAdmin } from "./path-admin.ts";
import { listPaths, pathToWire, versionToWire } from "./path-to-wire.ts";

/** What can be done to a product's paths from outside a server, in the words of its wire. */
export interface PathDesk {
  readonly productId: string;
  list(): Promise<readonly PathListing[]>;
  read(pathId: string, version?: number): Promise<PathWire<GoldenPath>>;
  put(path: GoldenPath, options: { readonly source: PathSource; readonly baseVersion?: number }): Promise<PutPathReply>;
  publish(pathId: string, request: PublishPathRequest): Promise<void>;
  archive(pathId: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the paths of a data directory that no server owns (`data_dir_locked` otherwise: then the server is to be asked).
 * @param product Its id; there is no need to name the only one.
 */
export function openPaths(config: ResolvedConfig, product: string | undefined): Promise<PathDesk> {
  const mustExist = config.products.length === 0;
  return openRegistry(config, { mustExist }, async ({ store, clock, products, productNamed, close }) => {
    const found = productNamed(product);
    const productId = found.id;
    const admin = createPathAdmin({ store: store.paths, now: clock.now, onChange: products.reload });
    return {
      productId,
      list: async () => listPaths(products.byId(productId) ?? found, await store.paths.listPathVersions(productId)),
      read: async (pathId, version) =>
        pathToWire(await store.paths.listPathVersions(productId, pathId), pathId, version),
      async put(path, { source, baseVersion }) {
        const base = baseVersion === undefined ? {} : { baseVersion };
        const { record, created } = await admin.put({ productId, path, source, ...base });
        return { path_id: path.id, created, ...versionToWire(record) };
      },
      async publish(pathId, { version, triggers }) {
        await admin.publish(productId, pathId, {
          ...(version === undefined ? {} : { version }),
          ...(triggers === undefined ? {} : { triggers }),
        });
      },
      archive: (pathId) => admin.archive(productId, pathId),
      close,
    };
  });
}
