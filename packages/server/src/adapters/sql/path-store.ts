import type { DerivedTrigger, GoldenPath, PathSource, PathStatus } from "@usher/core";
import type { Kysely } from "kysely";
import type { PathStore, PathVersionRecord } from "../../ports/path-store.ts";
import type { PathVersionTable } from "./path-tables.ts";
import { requireStorable, toJsonText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** Paths change a few times in a week, so each change is a transaction of its own. */
export function createSqlPathStore(db: Kysely<Tables>): PathStore {
  return {
    async addPathVersion(version) {
      const result = await db
        .insertInto("path_version")
        .values(encodeVersion(version))
        .onConflict((conflict) => conflict.columns(["product_id", "path_id", "version"]).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) === 0 ? "exists" : "added";
    },

    async changePathStatus(productId, pathId, changes) {
      await db.transaction().execute(async (transaction) => {
        for (const { version, status, at, triggers } of changes) {
          await transaction
            .updateTable("path_version")
            .set({
              status,
              changed_at: at,
              ...(triggers === undefined ? {} : { triggers: toJsonText(triggers) }),
            })
            .where("product_id", "=", productId)
            .where("path_id", "=", pathId)
            .where("version", "=", version)
            .execute();
        }
      });
    },

    async listPathVersions(productId, pathId) {
      const ofProduct = db.selectFrom("path_version").selectAll().where("product_id", "=", productId);
      const rows = await (pathId === undefined ? ofProduct : ofProduct.where("path_id", "=", pathId))
        .orderBy("path_id")
        .orderBy("version")
        .execute();
      return rows.map(decodeVersion);
    },

    async listPublishedPaths() {
      const rows = await db
        .selectFrom("path_version")
        .selectAll()
        .where("status", "=", "published")
        .orderBy("product_id")
        .orderBy("path_id")
        .execute();
      return rows.map(decodeVersion);
    },

    async deletePath(productId, pathId, upTo) {
      const ofPath = db.deleteFrom("path_version").where("product_id", "=", productId).where("path_id", "=", pathId);
      const result = await (upTo === undefined ? ofPath : ofPath.where("version", "<=", upTo)).executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    async deletePathsOfProduct(productId) {
      await db.deleteFrom("path_version").where("product_id", "=", productId).execute();
    },
  };
}

function encodeVersion(record: PathVersionRecord): PathVersionTable {
  requireStorable(record.productId, record.pathId);
  return {
    product_id: record.productId,
    path_id: record.pathId,
    version: record.version,
    status: record.status,
    source: record.source,
    body: toJsonText(record.path),
    triggers: toJsonText(record.triggers),
    created_at: record.createdAt,
    changed_at: record.changedAt,
  };
}

function decodeVersion(row: PathVersionTable): PathVersionRecord {
  return {
    productId: row.product_id,
    pathId: row.path_id,
    version: row.version,
    status: row.status as PathStatus,
    source: row.source as PathSource,
    path: JSON.parse(row.body) as GoldenPath,
    triggers: JSON.parse(row.triggers) as readonly DerivedTrigger[],
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
