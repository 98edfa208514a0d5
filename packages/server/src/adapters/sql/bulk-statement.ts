import { CompiledQuery, type Kysely, type QueryResult, type RawBuilder } from "kysely";
import type { Tables } from "./tables.ts";

/** Rows per statement. Few sizes, so that each is compiled once and stays prepared. */
const CHUNKS = [64, 16, 4, 1] as const;

/** Runs one statement for many rows of values: in chunks, compiled once per size. */
export type BulkStatement<Result> = (
  db: Kysely<Tables>,
  rows: readonly (readonly unknown[])[],
) => Promise<readonly Result[]>;

/**
 * `build` writes the statement for that many rows; its parameters must be the rows' values in order and nothing else.
 * Building a query costs more than running it, and these run with every commit.
 */
export function bulkStatement<Result>(build: (rowCount: number) => RawBuilder<Result>): BulkStatement<Result> {
  const texts = new Map<number, string>();

  function textFor(db: Kysely<Tables>, rowCount: number): string {
    const known = texts.get(rowCount);
    if (known !== undefined) return known;
    const text = build(rowCount).compile(db).sql;
    texts.set(rowCount, text);
    return text;
  }

  return async (db, rows) => {
    const results: Result[] = [];
    let start = 0;
    for (const size of CHUNKS) {
      for (; rows.length - start >= size; start += size) {
        const values = rows.slice(start, start + size).flat();
        const result: QueryResult<Result> = await db.executeQuery(
          CompiledQuery.raw(textFor(db, size), values) as CompiledQuery<Result>,
        );
        results.push(...result.rows);
      }
    }
    return results;
  };
}
