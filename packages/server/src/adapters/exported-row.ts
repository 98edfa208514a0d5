import type { ExportedRow } from "../ports/activity-store.ts";

/** Columns that hold JSON text. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(["body", "snapshot", "traits"]);
/** What proves to be somebody is nobody's data. */
const SECRET_COLUMNS: ReadonlySet<string> = new Set(["secret_hash"]);

/** A row of the database as it leaves the house: its JSON as JSON, without secrets. */
export function toExportedRow(table: string, row: Readonly<Record<string, unknown>>): ExportedRow {
  const fields = Object.entries(row)
    .filter(([column]) => !SECRET_COLUMNS.has(column))
    .map(([column, value]) => [column, JSON_COLUMNS.has(column) ? parse(value) : value]);
  return { table, row: Object.fromEntries(fields) };
}

/** A quarantined body may have been cut; it is then exported as the text it is. */
function parse(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}
