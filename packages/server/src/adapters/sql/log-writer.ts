import { type Kysely, sql } from "kysely";
import { bulkInsert, valueRows } from "./bulk-insert.ts";
import { bulkStatement } from "./bulk-statement.ts";
import type { PlannedEntry } from "./plan-log.ts";
import type { StreamEntryTable, StreamHeadTable, Tables } from "./tables.ts";

/** Gives entries their positions, in order, and writes them. Returns the positions by index of the write. */
export type LogWriter = (db: Kysely<Tables>, entries: readonly PlannedEntry[]) => Promise<ReadonlyMap<number, number>>;

export function createLogWriter(): LogWriter {
  // One statement moves a product's head by all that a group adds, and keeps other writers waiting until the group is
  // committed: positions become visible in their order.
  const moveHeads = bulkStatement<StreamHeadTable>(
    (count) => sql`insert into stream_head (product_id, position) values ${valueRows(count, 2)}
      on conflict (product_id) do update set position = stream_head.position + excluded.position
      returning product_id, position`,
  );
  const insertEntries = bulkInsert({
    table: "stream_entry",
    columns: ["product_id", "position", "session_id", "type", "at", "body"],
    key: [],
    onConflict: "fail",
  });

  return async (db, entries) => {
    if (entries.length === 0) return new Map();
    const counts = new Map<string, number>();
    for (const { row } of entries) counts.set(row.product_id, (counts.get(row.product_id) ?? 0) + 1);
    // In one order everywhere, so that two writers never wait for each other's heads.
    const moves = [...counts].sort(([left], [right]) => (left < right ? -1 : 1));
    const heads = await moveHeads(db, moves);
    const last = new Map(
      heads.map(({ product_id, position }) => [product_id, position - (counts.get(product_id) ?? 0)]),
    );
    const positions = new Map<number, number>();
    const rows = entries.map(({ index, row }): StreamEntryTable => {
      const position = (last.get(row.product_id) ?? 0) + 1;
      last.set(row.product_id, position);
      positions.set(index, position);
      return { ...row, position };
    });
    await insertEntries(db, rows);
    return positions;
  };
}
