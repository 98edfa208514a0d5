import { setImmediate as nextTurn } from "node:timers/promises";
import type { EpochMs } from "@usher/core";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Entries per statement: a long absence of pruning must not stop the process for seconds. */
const PRUNE_BATCH = 1_000;

/**
 * Deletes from the beginning of each product's log: entries written before the moment, and all but the latest `keep`.
 * Never from its middle, so that what is missing is always missing before `oldest`.
 */
export async function pruneStream(
  db: Kysely<Tables>,
  before: EpochMs,
  keep: number = Number.POSITIVE_INFINITY,
): Promise<number> {
  let pruned = 0;
  for (const { product_id, position } of await db.selectFrom("stream_head").selectAll().execute()) {
    for (;;) {
      const oldest = await db
        .selectFrom("stream_entry")
        .select(["position", "at"])
        .where("product_id", "=", product_id)
        .orderBy("position")
        .limit(PRUNE_BATCH)
        .execute();
      const isKept = (entry: { position: number; at: number }): boolean =>
        entry.at >= before && entry.position > position - keep;
      const kept = oldest.findIndex(isKept);
      const last = oldest[(kept === -1 ? oldest.length : kept) - 1];
      if (last === undefined) break;
      await db
        .deleteFrom("stream_entry")
        .where("product_id", "=", product_id)
        .where("position", "<=", last.position)
        .execute();
      pruned += kept === -1 ? oldest.length : kept;
      if (kept !== -1) break;
      await nextTurn();
    }
  }
  return pruned;
}
