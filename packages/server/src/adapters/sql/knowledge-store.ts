import type { Kysely } from "kysely";
import type { DocumentFormat, KnowledgeStore } from "../../ports/knowledge-store.ts";
import { isStorableText, requireStorable, toJsonText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** Documents change when somebody uploads them; each change is a statement of its own. */
export function createSqlKnowledgeStore(db: Kysely<Tables>): KnowledgeStore {
  return {
    async putDocument({ productId, name, format, content, addedAt }) {
      requireStorable(productId, name);
      const row = { format, body: toJsonText(content), added_at: addedAt };
      await db
        .insertInto("knowledge_document")
        .values({ product_id: productId, name, ...row })
        .onConflict((conflict) => conflict.columns(["product_id", "name"]).doUpdateSet(row))
        .execute();
    },

    async listDocuments(productId) {
      const rows = await db
        .selectFrom("knowledge_document")
        .selectAll()
        .where("product_id", "=", productId)
        .orderBy("name")
        .execute();
      return rows.map((row) => ({
        productId: row.product_id,
        name: row.name,
        format: row.format as DocumentFormat,
        content: JSON.parse(row.body) as string,
        addedAt: row.added_at,
      }));
    },

    async deleteDocument(productId, name) {
      if (!isStorableText(name)) return false;
      const result = await db
        .deleteFrom("knowledge_document")
        .where("product_id", "=", productId)
        .where("name", "=", name)
        .executeTakeFirst();
      return Number(result.numDeletedRows) > 0;
    },

    async deleteDocumentsOfProduct(productId) {
      await db.deleteFrom("knowledge_document").where("product_id", "=", productId).execute();
    },
  };
}
