import type { ResolvedConfig } from "../config/config.ts";
import { matchToWire } from "../http/routes/copilot/knowledge-base.ts";
import { silentLogger } from "../observe/logger.ts";
import type { DocumentFormat } from "../ports/knowledge-store.ts";
import { openRegistry } from "../products/open-registry.ts";
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
export function openKnowledge(config: ResolvedConfig, named?: string): Promise<KnowledgeDesk> {
  return openRegistry(config, { mustExist: true }, async ({ store, clock, productNamed, close }) => {
    const product = productNamed(named);
    // A search from the command line is lexical: making every vector for one question would be dear.
    const knowledge = createKnowledge({ store: store.knowledge, clock, log: silentLogger, embeddings: undefined });
    return {
      productId: product.id,
      add: (document) => knowledge.add(product, document),
      list: () => knowledge.list(product),
      remove: (name) => knowledge.remove(product, name),
      search: async (query, topK) =>
        (await knowledge.search(product, query, { topK })).map((match) => matchToWire(match) as never),
      close,
    };
  });
}
