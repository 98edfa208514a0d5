import { type Kysely, type RawBuilder, sql } from "kysely";
import { bulkStatement } from "./bulk-statement.ts";
import type { Tables } from "./tables.ts";

/** What happens to a row whose key exists: the transaction fails, the row is left out, or it is replaced. */
export type OnConflict = "fail" | "skip" | "replace";

export interface BulkInsert<Name extends keyof Tables> {
  readonly table: Name;
  readonly columns: readonly (keyof Tables[Name] & string)[];
  /** The unique columns that `skip` and `replace` look at. */
  readonly key: readonly (keyof Tables[Name] & string)[];
  readonly onConflict: OnConflict;
  /** Columns that `replace` leaves alone. Naming them spares their indexes, which are rewritten for any column set. */
  readonly fixed?: readonly (keyof Tables[Name] & string)[];
}

export function bulkInsert<Name extends keyof Tables>(
  insert: BulkInsert<Name>,
): (db: Kysely<Tables>, rows: readonly Tables[Name][]) => Promise<void> {
  const { columns } = insert;
  const run = bulkStatement(
    (rowCount) => sql`insert into ${sql.table(insert.table)} (${references(columns)})
      values ${valueRows(rowCount, columns.length)} ${conflictClause(insert)}`,
  );
  return async (db, rows) => {
    if (rows.length === 0) return;
    await run(
      db,
      rows.map((row) => columns.map((column) => row[column])),
    );
  };
}

/** Leaves out rows whose key exists, and gives the keys of those that did not. */
export function bulkInsertNew<Name extends keyof Tables, Key extends keyof Tables[Name] & string>(
  insert: Omit<BulkInsert<Name>, "onConflict" | "fixed" | "key"> & { readonly key: readonly Key[] },
): (db: Kysely<Tables>, rows: readonly Tables[Name][]) => Promise<readonly Pick<Tables[Name], Key>[]> {
  const { columns, key } = insert;
  const run = bulkStatement<Pick<Tables[Name], Key>>(
    (rowCount) => sql`insert into ${sql.table(insert.table)} (${references(columns)})
      values ${valueRows(rowCount, columns.length)}
      on conflict (${references(key)}) do nothing returning ${references(key)}`,
  );
  return (db, rows) =>
    run(
      db,
      rows.map((row) => columns.map((column) => row[column])),
    );
}

/** `(?, ?), (?, ?)`: placeholders only; the values come with each run. */
export function valueRows(rowCount: number, columnCount: number): RawBuilder<unknown> {
  const row = sql`(${sql.join(Array.from({ length: columnCount }, () => null))})`;
  return sql.join(Array.from({ length: rowCount }, () => row));
}

function conflictClause<Name extends keyof Tables>(insert: BulkInsert<Name>): RawBuilder<unknown> {
  if (insert.onConflict === "fail") return sql``;
  const target = sql`on conflict (${references(insert.key)})`;
  if (insert.onConflict === "skip") return sql`${target} do nothing`;
  const kept = [...insert.key, ...(insert.fixed ?? [])];
  const rest = insert.columns.filter((column) => !kept.includes(column));
  const changes = rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`${target} do update set ${sql.join(changes)}`;
}

function references(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}
