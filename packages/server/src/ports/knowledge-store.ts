import type { EpochMs } from "@usher/core";

/** Documents that a product's knowledge base is made of, beside its golden paths. Kept as they were given. */
export interface KnowledgeStore {
  /** Takes the place of the document of that name, if there is one. */
  putDocument(document: DocumentRecord): Promise<void>;
  /** By name. */
  listDocuments(productId: string): Promise<readonly DocumentRecord[]>;
  /** Whether there was one. */
  deleteDocument(productId: string, name: string): Promise<boolean>;
  deleteDocumentsOfProduct(productId: string): Promise<void>;
}

export type DocumentFormat = "markdown" | "html";

export interface DocumentRecord {
  readonly productId: string;
  /** Unique in its product, e.g. `docs/export.md`. */
  readonly name: string;
  readonly format: DocumentFormat;
  readonly content: string;
  readonly addedAt: EpochMs;
}
