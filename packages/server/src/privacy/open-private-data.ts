import { openDataDirectory } from "../adapters/data-directory.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { requireData } from "../adapters/sql/require-data.ts";
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
  requireData(dataDir);
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
