import type { Kysely } from "kysely";
import type { LedgerRecord } from "../../ports/store.ts";
import { isStorableText } from "./storable-text.ts";
import type { Tables } from "./tables.ts";

/** The newest rows of a session, oldest first. */
export async function readLedger(
  db: Kysely<Tables>,
  productId: string,
  sessionId: string,
  limit: number,
): Promise<readonly LedgerRecord[]> {
  if (!isStorableText(sessionId)) return [];
  const rows = await db
    .selectFrom("ledger")
    .select(["at", "body"])
    .where("product_id", "=", productId)
    .where("session_id", "=", sessionId)
    .orderBy("at", "desc")
    .orderBy("version", "desc")
    .orderBy("position", "desc")
    .limit(limit)
    .execute();
  return rows.reverse().map((row) => ({ at: row.at, note: JSON.parse(row.body) }));
}
