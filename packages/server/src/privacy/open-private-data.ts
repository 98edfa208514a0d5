import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { openDataDirectory } from "../adapters/data-directory.ts";
import { DATABASE_FILE, openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import type { ResolvedConfig } from "../config/config.ts";
import type { Erasure } from "../ports/activity-store.ts";
import { exportLines } from "./export-lines.ts";

/** What people are entitled to, over a data directory that no server uses; `close` when done. */
export interface PrivateData {
  /** Products of the configuration and those that were registered. */
  readonly productIds: readonly string[];
  eraseUser(productId: string, userId: string): Promise<Erasure>;
  /** JSON Lines of a user, or of the product; the last one is the manifest. */
  exportLines(productId: string, userId?: string): AsyncIterable<string>;
  close(): Promise<void>;
}

/**
 * Takes the data directory for this process. Throws UsherError `data_dir_missing`, or `data_dir_locked` when a server uses
 * it: then that is to be asked (`readLocalAdmin`).
 */
export async function openPrivateData(config: ResolvedConfig, now: () => number): Promise<PrivateData> {
  const { dataDir } = config;
  if (!existsSync(join(dataDir, DATABASE_FILE))) {
    throw new UsherError("data_dir_missing", `There is no Usher data in ${dataDir}. Name the folder with --data-dir, or begin one: usher product create <id>.`);
  }
  const directory = openDataDirectory(dataDir);
  try {
    const store = await openEmbeddedStore({ dir: directory.dir });
    const { activity } = store;
    const registered = await store.products.listProducts();
    const productIds = new Set([...config.products.map(({ id }) => id), ...registered.map((one) => one.productId)]);
    return {
      productIds: [...productIds],
      eraseUser: (productId, userId) => activity.eraseUser(productId, userId, now()),
      exportLines(productId, userId) {
        const rows = userId === undefined ? activity.exportProduct(productId) : activity.exportUser(productId, userId);
        return exportLines(rows, { productId, ...(userId === undefined ? {} : { userId }), at: now() });
      },
      async close() {
        await store.close();
        directory.close();
      },
    };
  } catch (error) {
    directory.close();
    throw error;
  }
}
