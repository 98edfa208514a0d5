import type { DocumentRecord, KnowledgeStore } from "../../ports/knowledge-store.ts";
import { requireStorable } from "../sql/storable-text.ts";

/** Documents without storage. */
export function createMemoryKnowledgeStore(): KnowledgeStore {
  let documents: readonly DocumentRecord[] = [];
  const isOf = (productId: string, name: string) => (each: DocumentRecord) =>
    each.productId === productId && each.name === name;

  return {
    async putDocument(document) {
      requireStorable(document.productId, document.name);
      const isOld = isOf(document.productId, document.name);
      documents = [...documents.filter((each) => !isOld(each)), document];
    },
    async listDocuments(productId) {
      return documents
        .filter((each) => each.productId === productId)
        .sort((left, right) => (left.name < right.name ? -1 : 1));
    },
    async deleteDocument(productId, name) {
      const found = documents.some(isOf(productId, name));
      documents = documents.filter((each) => !isOf(productId, name)(each));
      return found;
    },
    async deleteDocumentsOfProduct(productId) {
      documents = documents.filter((each) => each.productId !== productId);
    },
  };
}
