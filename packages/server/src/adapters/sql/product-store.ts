import { UsherError } from "@usher/core";
import type { Kysely } from "kysely";
import type { KeyKind, KeyRecord, ProductRecord, ProductStore, SealedSecret } from "../../ports/product-store.ts";
import type { ProductKeyTable, ProductTable } from "./product-tables.ts";
import { requireStorable } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** Products and keys change a few times in a year, so each change is a transaction of its own. */
export function createSqlProductStore(db: Kysely<Tables>): ProductStore {
  return {
    createProduct(product, keys) {
      return db.transaction().execute(async (transaction) => {
        const result = await transaction
          .insertInto("product")
          .values(encodeProduct(product))
          .onConflict((conflict) => conflict.column("product_id").doNothing())
          .executeTakeFirst();
        if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) return "exists";
        await insertKeys(transaction, keys);
        return "created";
      });
    },

    async replaceProduct(product, newKeys) {
      await db.transaction().execute(async (transaction) => {
        const { product_id, created_at, ...settings } = encodeProduct(product);
        await transaction
          .insertInto("product")
          .values({ product_id, created_at, ...settings })
          .onConflict((conflict) => conflict.column("product_id").doUpdateSet(settings))
          .execute();
        await insertKeys(transaction, newKeys);
      });
    },

    async deleteProduct(productId) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("product_key").where("product_id", "=", productId).execute();
        await transaction.deleteFrom("product").where("product_id", "=", productId).execute();
      });
    },

    async listProducts() {
      const rows = await db.selectFrom("product").selectAll().orderBy("created_at").orderBy("product_id").execute();
      return rows.map(decodeProduct);
    },

    async listKeys() {
      const rows = await db.selectFrom("product_key").selectAll().orderBy("created_at").orderBy("key_id").execute();
      return rows.map(decodeKey);
    },

    async addKeys(keys) {
      await db.transaction().execute((transaction) => insertKeys(transaction, keys));
    },

    async expireKey(productId, keyId, expiresAt) {
      await db
        .updateTable("product_key")
        .set({ expires_at: expiresAt })
        .where("product_id", "=", productId)
        .where("key_id", "=", keyId)
        .execute();
    },
  };
}

async function insertKeys(db: Kysely<Tables>, keys: readonly KeyRecord[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    await db.insertInto("product_key").values(keys.map(encodeKey)).execute();
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new UsherError("store_rejected", "A key is given once.", { cause: error });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT");
}

function encodeProduct(product: ProductRecord): ProductTable {
  requireStorable(product.productId, product.contactEmail, ...product.origins);
  return {
    product_id: product.productId,
    contact_email: product.contactEmail,
    origins: JSON.stringify(product.origins),
    webhook_secrets: JSON.stringify(product.webhookSecrets),
    created_at: product.createdAt,
  };
}

function decodeProduct(row: ProductTable): ProductRecord {
  return {
    productId: row.product_id,
    contactEmail: row.contact_email,
    origins: JSON.parse(row.origins) as readonly string[],
    webhookSecrets: JSON.parse(row.webhook_secrets) as readonly SealedSecret[],
    createdAt: row.created_at,
  };
}

function encodeKey(key: KeyRecord): ProductKeyTable {
  requireStorable(key.productId, key.keyId, key.hash);
  return {
    product_id: key.productId,
    key_id: key.keyId,
    kind: key.kind,
    hash: key.hash,
    last_four: key.lastFour,
    scopes: JSON.stringify(key.scopes),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
  };
}

function decodeKey(row: ProductKeyTable): KeyRecord {
  return {
    productId: row.product_id,
    keyId: row.key_id,
    kind: row.kind as KeyKind,
    hash: row.hash,
    lastFour: row.last_four,
    scopes: JSON.parse(row.scopes) as readonly string[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
