import { UsherError } from "@usher/core";
import { openDataDirectory } from "../adapters/data-directory.ts";
import { loadInstallationSecrets } from "../adapters/installation-secrets.ts";
import { createSealer } from "../adapters/sealer.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { requireData } from "../adapters/sql/require-data.ts";
import { systemClock } from "../adapters/system-clock.ts";
import type { ResolvedConfig } from "../config/config.ts";
import { matchToWire } from "../http/routes/copilot/knowledge-base.ts";
import { silentLogger } from "../observe/logger.ts";
import type { DocumentFormat } from "../ports/knowledge-store.ts";
import { createRegistry } from "../products/registry.ts";
import { createKnowledge, type ListedDocument } from "./knowledge.ts";

export interface FoundKnowledge {
  readonly title: string;
  readonly steps: readonly string[];
  readonly text: string;
  readonly source: string;
  readonly kind: "path" | "document";
  readonly coverage: number;
  readonly matched: readonly { readonly word: string; readonly how: string }[];
}

/** What can be done to a product's knowledge base from outside a server. */
export interface KnowledgeDesk {
  readonly productId: string;
  add(document: { name: string; format: DocumentFormat; content: string }): Promise<{ readonly pieces: number }>;
  list(): Promise<readonly Pick<ListedDocument, "name" | "format" | "pieces">[]>;
  /** Whether there was one. */
  remove(name: string): Promise<boolean>;
  search(query: string, topK: number): Promise<readonly FoundKnowledge[]>;
  close(): Promise<void>;
}

/**
 * Opens the knowledge base of a product in a data directory that no server owns (`data_dir_locked` otherwise).
 * @param named The product; may be left out when there is one.
 */
export async function openKnowledge(config: ResolvedConfig, named?: string): Promise<KnowledgeDesk> {
  const { dataDir } = config;
  requireData(dataDir);
  const directory = openDataDirectory(dataDir, { isBrief: true });
  let close = async (): Promise<void> => directory.close();
  try {
    const store = await openEmbeddedStore({ dir: directory.dir });
    close = async () => {
      await store.close();
      directory.close();
    };
    const sealer = createSealer(loadInstallationSecrets(directory.dir).sealKeys);
    const clock = systemClock();
    const log = silentLogger;
    const parts = { config, store: store.products, paths: store.paths, sealer, clock, log, localAdminKey: undefined };
    const registry = createRegistry(parts);
    await registry.products.reload();
    registry.stop();
    const all = registry.products.all;
    const product = named === undefined && all.length === 1 ? all[0] : registry.products.byId(named ?? "");
    if (product === undefined) {
      const known = all.map(({ id }) => id).join(", ") || "none";
      throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
    }
    // A search from the command line is lexical: making every vector for one question would be dear.
    const knowledge = createKnowledge({ store: store.knowledge, clock, log, embeddings: undefined });
    return {
      productId: product.id,
      add: (document) => knowledge.add(product, document),
      list: () => knowledge.list(product),
      remove: (name) => knowledge.remove(product, name),
      search: async (query, topK) =>
        (await knowledge.search(product, query, { topK })).map((match) => matchToWire(match) as never),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
