import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";
import type { WebhookDeliveryTable } from "./webhook-tables.ts";

/** Two sizes of statement, so that few are prepared; SQLite's bound on parameters is far above. */
const ROWS_AT_ONCE = 50;

export async function insertDeliveries(db: Kysely<Tables>, rows: readonly WebhookDeliveryTable[]): Promise<void> {
  let start = 0;
  while (start < rows.length) {
    const count = rows.length - start >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;
    await db
      .insertInto("webhook_delivery")
      .values(rows.slice(start, start + count))
      .execute();
    start += count;
  }
}

/** What of a delivery changes: not where it comes from, nor its body, which can be large. */
export function columnsOfUpdate(row: WebhookDeliveryTable): Partial<WebhookDeliveryTable> {
  const { status, attempts, refusals, refused_since, next_attempt_at, last_failure, updated_at } = row;
  return { status, attempts, refusals, refused_since, next_attempt_at, last_failure, updated_at };
}
