import { openDataDirectory } from "../adapters/data-directory.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import type { Erasure } from "../ports/activity-store.ts";
import { exportLines } from "./export-lines.ts";

/** What people are entitled to, over a data directory that no server uses; `close` when done. */
export interface PrivateData {
  eraseUser(productId: string, userId: string): Promise<Erasure>;
  /** JSON Lines of a user, or of the product; the last one is the manifest. */
  exportLines(productId: string, userId?: string): AsyncIterable<string>;
  close(): Promise<void>;
}

/** Takes the data directory for this process. Throws UsherError `data_dir_locked` when a server uses it. */
export async function openPrivateData(dir: string, now: () => number): Promise<PrivateData> {
  const directory = openDataDirectory(dir);
  try {
    const store = await openEmbeddedStore({ dir: directory.dir });
    const { activity } = store;
    return {
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
