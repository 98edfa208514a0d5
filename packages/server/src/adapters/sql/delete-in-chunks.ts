import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Rows per statement: whoever writes meanwhile waits for one statement, not for all of it. */
export const DELETE_CHUNK = 1_000;

export interface ChunkedDelete<Name extends keyof Tables> {
  readonly table: Name;
  /** Columns of a unique key. */
  readonly key: readonly (keyof Tables[Name] & string)[];
  /** What follows `where`; may join by subqueries. */
  readonly where: RawBuilder<unknown>;
}

/** Deletes what fits the condition, a thousand rows at a time, and lets others work in between; returns how many rows. */
export async function deleteInChunks<Name extends keyof Tables>(
  db: Kysely<Tables>,
  { table, key, where }: ChunkedDelete<Name>,
): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let deleted = 0;
  for (;;) {
    const result = await sql`delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${where} limit ${DELETE_CHUNK})`.execute(db);
    const count = Number(result.numAffectedRows ?? 0);
    deleted += count;
    if (count < DELETE_CHUNK) return deleted;
    await nextTurn();
  }
}
