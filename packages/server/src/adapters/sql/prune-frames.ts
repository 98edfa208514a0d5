import { setImmediate as nextTurn } from "node:timers/promises";
import type { EpochMs } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Frames deleted per statement: a long absence of pruning must not stop the process for seconds. */
const PRUNE_BATCH = 1_000;

/** Deletes frames created before the moment; returns how many. */
export async function pruneFrames(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  let pruned = 0;
  for (;;) {
    const result = await sql`delete from frame where (product_id, session_id, position) in (
      select product_id, session_id, position from frame
      where created_at < ${before} order by created_at limit ${PRUNE_BATCH})`.execute(db);
    const count = Number(result.numAffectedRows ?? 0);
    pruned += count;
    if (count < PRUNE_BATCH) return pruned;
    await nextTurn();
  }
}
