import {
  type GoldenPath,
  type PathListing,
  type PathSource,
  type PathWire,
  type PublishPathRequest,
  type PutPathReply,
  UsherError,
} from "@usher/core";
import { openDataDirectory } from "../adapters/data-directory.ts";
import { loadInstallationSecrets } from "../adapters/installation-secrets.ts";
import { createSealer } from "../adapters/sealer.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { requireData } from "../adapters/sql/require-data.ts";
import { systemClock } from "../adapters/system-clock.ts";
import type { ResolvedConfig } from "../config/config.ts";
import { silentLogger } from "../observe/logger.ts";
import { createRegistry } from "../products/registry.ts";
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
export async function openPaths(config: ResolvedConfig, product: string | undefined): Promise<PathDesk> {
  const { dataDir } = config;
  if (config.products.length === 0) requireData(dataDir);
  const directory = openDataDirectory(dataDir, { isBrief: true });
  try {
    const sealer = createSealer(loadInstallationSecrets(directory.dir).sealKeys);
    const store = await openEmbeddedStore({ dir: directory.dir });
    const clock = systemClock();
    const registry = createRegistry({
      config,
      store: store.products,
      paths: store.paths,
      sealer,
      clock,
      log: silentLogger,
      localAdminKey: undefined,
    });
    const { products } = registry;
    const close = async (): Promise<void> => {
      registry.stop();
      await store.close();
      directory.close();
    };
    await products.reload();
    const [only, ...others] = products.all;
    const found = product === undefined && others.length === 0 ? only : products.byId(product ?? "");
    if (found === undefined) {
      await close();
      const known = products.all.map(({ id }) => id).join(", ") || "none";
      throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
    }
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
  } catch (error) {
    directory.close();
    throw error;
  }
}
