import { UsherError } from "@usher/core";
import type { KeyRecord, ProductRecord, ProductStore } from "../../ports/product-store.ts";
import { requireStorable } from "../sql/storable-text.ts";

/** Products without storage. */
export function createMemoryProductStore(): ProductStore {
  const products = new Map<string, ProductRecord>();
  let keys: readonly KeyRecord[] = [];

  function requireFree(added: readonly KeyRecord[]): void {
    for (const key of added) {
      requireStorable(key.productId, key.keyId, key.hash);
      const isTaken = keys.some(
        (other) => other.hash === key.hash || (other.productId === key.productId && other.keyId === key.keyId),
      );
      if (isTaken) throw new UsherError("store_rejected", "A key is given once.");
    }
  }

  function put(product: ProductRecord, added: readonly KeyRecord[]): void {
    requireStorable(product.productId);
    requireFree(added);
    products.set(product.productId, product);
    keys = [...keys, ...added];
  }

  return {
    async createProduct(product, added) {
      if (products.has(product.productId)) return "exists";
      put(product, added);
      return "created";
    },
    async replaceProduct(product, added) {
      put({ ...product, createdAt: products.get(product.productId)?.createdAt ?? product.createdAt }, added);
    },
    async deleteProduct(productId) {
      products.delete(productId);
      keys = keys.filter((key) => key.productId !== productId);
    },
    async listProducts() {
      return [...products.values()].sort(
        (left, right) => left.createdAt - right.createdAt || (left.productId < right.productId ? -1 : 1),
      );
    },
    async listKeys() {
      return [...keys].sort((left, right) => left.createdAt - right.createdAt || (left.keyId < right.keyId ? -1 : 1));
    },
    async addKeys(added) {
      requireFree(added);
      keys = [...keys, ...added];
    },
    async expireKey(productId, keyId, expiresAt) {
      keys = keys.map((key) => (key.productId === productId && key.keyId === keyId ? { ...key, expiresAt } : key));
    },
  };
}
