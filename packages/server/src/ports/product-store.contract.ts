import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { KeyRecord, ProductRecord, ProductStore } from "./product-store.ts";

/** What every store of products promises. `open` gives an empty one and what closes it. */
export function describeProductStore(
  name: string,
  open: () => Promise<{ readonly products: ProductStore; close(): Promise<void> }>,
): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);
    const openProducts = async (): Promise<ProductStore> => (await openStore()).products;

    test("a product and its keys come back as they were created", async () => {
      const products = await openProducts();
      const secret = { sealed: "k1.abc", expiresAt: 9_000 };
      const product = aProduct({ origins: ["https://a.example", "self"], webhookSecrets: [secret] });
      const key = aKey({ expiresAt: 7_000, scopes: ["stream:read"] });
      expect(await products.createProduct(product, [key])).toBe("created");
      expect(await products.listProducts()).toEqual([product]);
      expect(await products.listKeys()).toEqual([key]);
    });

    test("an id is given once: the second time, nothing is written", async () => {
      const products = await openProducts();
      await products.createProduct(aProduct(), [aKey()]);
      const second = aProduct({ contactEmail: "eve@example.com" });
      expect(await products.createProduct(second, [aKey({ keyId: "key_2", hash: "bb" })])).toBe("exists");
      expect(await products.listProducts()).toEqual([aProduct()]);
      expect(await products.listKeys()).toEqual([aKey()]);
    });

    test("a product is replaced with its beginning kept, its keys are added to", async () => {
      const products = await openProducts();
      await products.createProduct(aProduct(), [aKey()]);
      const changed = aProduct({ contactEmail: null, origins: [], createdAt: 5_000 });
      const key = aKey({ keyId: "key_2", hash: "bb", createdAt: 5_000 });
      await products.replaceProduct(changed, [key]);
      expect(await products.listProducts()).toEqual([{ ...changed, createdAt: 1_000 }]);
      expect(await products.listKeys()).toEqual([aKey(), key]);
    });

    test("a key that is there already is refused, with everything that came with it", async () => {
      const products = await openProducts();
      await products.createProduct(aProduct(), [aKey()]);
      const again = aKey({ keyId: "key_2" });
      await expect(products.addKeys([aKey({ keyId: "key_3", hash: "cc" }), again])).rejects.toMatchObject({
        code: "store_rejected",
      });
      await expect(products.createProduct(aProduct({ productId: "other" }), [again])).rejects.toMatchObject({
        code: "store_rejected",
      });
      expect(await products.listKeys()).toEqual([aKey()]);
      expect(await products.listProducts()).toEqual([aProduct()]);
    });

    test("keys of products that the configuration names are kept, too", async () => {
      const products = await openProducts();
      await products.addKeys([aKey({ productId: "configured" })]);
      expect(await products.listKeys()).toEqual([aKey({ productId: "configured" })]);
      expect(await products.listProducts()).toEqual([]);
    });

    test("a key's end is set for this key of this product alone", async () => {
      const products = await openProducts();
      const other = aKey({ productId: "other", hash: "bb" });
      const second = aKey({ keyId: "key_2", hash: "cc" });
      await products.addKeys([aKey(), other, second]);
      await products.expireKey("acme", "key_1", 4_000);
      await products.expireKey("acme", "key_9", 4_000);
      const ends = (await products.listKeys()).map(({ productId, keyId, expiresAt }) => [productId, keyId, expiresAt]);
      expect(ends).toContainEqual(["acme", "key_1", 4_000]);
      expect(ends).toContainEqual(["other", "key_1", null]);
      expect(ends).toContainEqual(["acme", "key_2", null]);
      expect(ends).toHaveLength(3);
    });

    test("a product goes with its keys, and only its keys", async () => {
      const products = await openProducts();
      const other = aKey({ productId: "other", hash: "bb" });
      await products.createProduct(aProduct(), [aKey()]);
      await products.createProduct(aProduct({ productId: "other" }), [other]);
      await products.deleteProduct("acme");
      await products.deleteProduct("nobody");
      expect(await products.listProducts()).toEqual([aProduct({ productId: "other" })]);
      expect(await products.listKeys()).toEqual([other]);
      expect(await products.createProduct(aProduct(), [aKey()])).toBe("created");
    });

    test("products and keys are listed in the order in which they were made", async () => {
      const products = await openProducts();
      for (const [position, productId] of ["c", "a", "b"].entries()) {
        const createdAt = 1_000 + position;
        await products.createProduct(aProduct({ productId, createdAt }), [
          aKey({ productId, keyId: `key_${productId}`, hash: productId, createdAt }),
        ]);
      }
      expect((await products.listProducts()).map(({ productId }) => productId)).toEqual(["c", "a", "b"]);
      expect((await products.listKeys()).map(({ productId }) => productId)).toEqual(["c", "a", "b"]);
    });

    test("an id that no database gives back is refused", async () => {
      const products = await openProducts();
      await expect(products.createProduct(aProduct({ productId: "a\0b" }), [])).rejects.toMatchObject({
        code: "store_rejected",
      });
    });
  });
}

function aProduct(change: Partial<ProductRecord> = {}): ProductRecord {
  return {
    productId: "acme",
    contactEmail: "ada@example.com",
    origins: [],
    webhookSecrets: [],
    createdAt: 1_000,
    ...change,
  };
}

function aKey(change: Partial<KeyRecord> = {}): KeyRecord {
  return {
    productId: "acme",
    keyId: "key_1",
    kind: "secret",
    hash: "aa",
    lastFour: "wxyz",
    scopes: [],
    createdAt: 1_000,
    expiresAt: null,
    ...change,
  };
}
