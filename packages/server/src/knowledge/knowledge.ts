import { type EpochMs, UsherError } from "@usher/core";
import {
  chunkHtml,
  chunkMarkdown,
  createKnowledgeIndex,
  entryFromPath,
  type KnowledgeEntry,
  type KnowledgeIndex,
  type KnowledgeMatch,
  MAX_KNOWLEDGE_ENTRIES,
} from "@usher/core/knowledge";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { EmbeddingModel } from "../ports/embedding-model.ts";
import type { DocumentFormat, DocumentRecord, KnowledgeStore } from "../ports/knowledge-store.ts";
import type { Product } from "../products/product.ts";
import { createEntryVectors } from "./entry-vectors.ts";

export interface KnowledgeQuery {
  readonly topK?: number;
  readonly kind?: KnowledgeEntry["kind"];
}

export interface ListedDocument {
  readonly name: string;
  readonly format: DocumentFormat;
  /** Pieces it is searched as. */
  readonly pieces: number;
  readonly addedAt: EpochMs;
}

/** What products know: golden paths in force and documents, searched together. */
export interface Knowledge {
  /** The best entries for a question, with the reason for each. What chat and copilots ask. */
  search(product: Product, query: string, options?: KnowledgeQuery): Promise<readonly KnowledgeMatch[]>;
  /** Throws UsherError `knowledge_empty` for a document without text, `knowledge_full` for one too many. */
  add(product: Product, document: Pick<DocumentRecord, "name" | "format" | "content">): Promise<ListedDocument>;
  list(product: Product): Promise<readonly ListedDocument[]>;
  remove(product: Product, name: string): Promise<boolean>;
  /** For a product that is gone. */
  forgetProduct(productId: string): Promise<void>;
  stop(): void;
}

interface Options {
  readonly store: KnowledgeStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Without one, search is lexical. */
  readonly embeddings: EmbeddingModel | undefined;
}

interface Document extends ListedDocument {
  readonly entries: readonly KnowledgeEntry[];
}

interface Held {
  readonly paths: Product["rules"]["paths"];
  readonly documents: readonly Document[];
  index: KnowledgeIndex;
  hasVectors: boolean;
}

/**
 * Knowledge bases in memory. Each is indexed when it is first asked, and again when its paths or documents are others.
 * Only this process writes its store, so what was read stays true until it writes.
 */
export function createKnowledge({ store, clock, log, embeddings }: Options): Knowledge {
  const vectors = embeddings === undefined ? undefined : createEntryVectors({ model: embeddings, clock, log });
  const documentsOf = new Map<string, Promise<readonly Document[]>>();
  const heldOf = new Map<string, Held>();

  function read(productId: string): Promise<readonly Document[]> {
    const known = documentsOf.get(productId);
    if (known !== undefined) return known;
    const reading = store.listDocuments(productId).then((documents) => documents.map(toDocument));
    documentsOf.set(productId, reading);
    // A reading that failed is tried again by who asks next.
    reading.catch(() => documentsOf.delete(productId));
    return reading;
  }

  function entriesOf(held: Pick<Held, "paths" | "documents">): readonly KnowledgeEntry[] {
    return [...Array.from(held.paths.values(), entryFromPath), ...held.documents.flatMap(({ entries }) => entries)];
  }

  function indexed(product: Product, documents: readonly Document[]): Held {
    const known = heldOf.get(product.id);
    if (known !== undefined && known.paths === product.rules.paths && known.documents === documents) return known;
    const parts = { paths: product.rules.paths, documents };
    const entries = entriesOf(parts);
    const ready = vectors?.known(entries);
    const held: Held = { ...parts, index: createKnowledgeIndex(entries, ready), hasVectors: (ready?.size ?? 0) > 0 };
    heldOf.set(product.id, held);
    // The lexical answer does not wait for vectors; once they are there, they take part.
    vectors?.complete(entries).then((isMore) => {
      if (!isMore || heldOf.get(product.id) !== held) return;
      held.index = createKnowledgeIndex(entries, vectors.known(entries));
      held.hasVectors = true;
    });
    return held;
  }

  return {
    async search(product, query, { topK, kind } = {}) {
      const held = indexed(product, await read(product.id));
      const vector = held.hasVectors && query.trim() !== "" ? await vectors?.ofQuery(query) : undefined;
      return held.index.search(query, {
        ...(topK === undefined ? {} : { topK }),
        ...(kind === undefined ? {} : { kind }),
        ...(vector === undefined ? {} : { vector }),
      });
    },
    async add(product, given) {
      const record = { ...given, productId: product.id, addedAt: clock.now() };
      const document = toDocument(record);
      if (document.pieces === 0) throw new UsherError("knowledge_empty", "This document has no text.");
      const others = (await read(product.id)).filter(({ name }) => name !== record.name);
      const pieces = others.reduce((sum, each) => sum + each.pieces, document.pieces + product.rules.paths.size);
      if (pieces > MAX_KNOWLEDGE_ENTRIES) {
        throw new UsherError("knowledge_full", `A knowledge base has at most ${MAX_KNOWLEDGE_ENTRIES} pieces.`);
      }
      await store.putDocument(record);
      documentsOf.delete(product.id);
      return listed(document);
    },
    async list(product) {
      return (await read(product.id)).map(listed);
    },
    async remove(product, name) {
      const isFound = await store.deleteDocument(product.id, name);
      documentsOf.delete(product.id);
      return isFound;
    },
    async forgetProduct(productId) {
      await store.deleteDocumentsOfProduct(productId);
      documentsOf.delete(productId);
      heldOf.delete(productId);
    },
    stop: () => vectors?.stop(),
  };
}

function toDocument({ name, format, content, addedAt }: Omit<DocumentRecord, "productId">): Document {
  const entries = format === "html" ? chunkHtml(name, content) : chunkMarkdown(name, content);
  return { name, format, addedAt, pieces: entries.length, entries };
}

function listed({ name, format, addedAt, pieces }: ListedDocument): ListedDocument {
  return { name, format, addedAt, pieces };
}
