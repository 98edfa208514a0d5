import type { ExportedRow } from "../ports/activity-store.ts";

/** The last line of an export: without it, or with other counts than were read, the export is not whole. */
export interface ExportManifest {
  readonly product_id: string;
  /** Left out when it is everything of the product. */
  readonly user_id?: string;
  /** ISO-8601, when the export began. */
  readonly exported_at: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly total: number;
}

export interface ExportSubject {
  readonly productId: string;
  readonly userId?: string;
  readonly at: number;
}

/** JSON Lines: `{"table","row"}` for every row, then `{"manifest"}`. Holds one line at a time. */
export async function* exportLines(
  source: AsyncIterable<ExportedRow>,
  { productId, userId, at }: ExportSubject,
): AsyncIterable<string> {
  const rows: Record<string, number> = {};
  let total = 0;
  for await (const { table, row } of source) {
    rows[table] = (rows[table] ?? 0) + 1;
    total += 1;
    yield `${JSON.stringify({ table, row })}\n`;
  }
  const manifest: ExportManifest = {
    product_id: productId,
    ...(userId === undefined ? {} : { user_id: userId }),
    exported_at: new Date(at).toISOString(),
    rows,
    total,
  };
  yield `${JSON.stringify({ manifest })}\n`;
}
