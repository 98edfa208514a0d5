import { setImmediate as nextTurn } from "node:timers/promises";
import type { EpochMs } from "@usher/core";
import { type Kysely, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Sessions per statement, each of about a thousand rows at most: the process answers others in between. */
const PRUNE_BATCH = 10;

/** Deletes the ledger of sessions without activity since the moment; returns how many rows. */
export async function pruneLedger(db: Kysely<Tables>, before: EpochMs): Promise<number> {
  let pruned = 0;
  for (;;) {
    const result = await sql`delete from ledger where (product_id, session_id) in (
      select product_id, session_id from session
      where last_active_at < ${before} and exists (
        select 1 from ledger where ledger.product_id = session.product_id and ledger.session_id = session.session_id)
      limit ${PRUNE_BATCH})`.execute(db);
    const count = Number(result.numAffectedRows ?? 0);
    if (count === 0) return pruned;
    pruned += count;
    await nextTurn();
  }
}
