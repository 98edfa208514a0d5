import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Pages per transaction: a few milliseconds, so that whoever writes meanwhile hardly waits. */
const PORTION = 256;
/** Beyond, a page of a long row could be taken for one of a table. */
const TOO_MANY_PAGES = 0x200_0000;
/** A reader of another process may hold the journal for a moment. */
const CHECKPOINT_ATTEMPTS = 40;
const CHECKPOINT_PAUSE_MS = 50;

/**
 * Leaves nothing of deleted rows in an SQLite database whose `secure_delete` is on. That setting zeroes what a deletion
 * frees; when SQLite moves rows between pages, copies stay in the unused middle of the old page: those are zeroed here.
 * Then the journal, which holds earlier states of the pages, is folded in and emptied. False when somebody else kept the
 * journal busy: it is emptied later, by itself or by the next call.
 */
export async function scrubDatabase(db: Kysely<Tables>): Promise<boolean> {
  for (let first = 1; first < TOO_MANY_PAGES; first += PORTION) {
    const isEnd = await db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pgno: number; data: Uint8Array }>`select pgno, data from sqlite_dbpage
        where pgno in (${sql.join(Array.from({ length: PORTION }, (_, index) => first + index))})`.execute(transaction);
      for (const { pgno, data } of rows) {
        const clean = withoutRemnants(Buffer.from(data), pgno);
        if (clean !== undefined) {
          await sql`update sqlite_dbpage set data = ${clean} where pgno = ${pgno}`.execute(transaction);
        }
      }
      return rows.length < PORTION;
    });
    if (isEnd) break;
    await nextTurn();
  }
  return emptyJournal(db);
}

/** First byte of a page of a table or an index, and how long its header is. */
const HEADER_BYTES: Readonly<Record<number, number>> = { 2: 12, 5: 12, 10: 8, 13: 8 };
/** The file's own header, before that of the first page. */
const FILE_HEADER_BYTES = 100;

/** The page with zeroes between its list of cells and its cells; undefined when there is nothing to do. */
function withoutRemnants(page: Buffer, pageNumber: number): Buffer | undefined {
  const header = pageNumber === 1 ? FILE_HEADER_BYTES : 0;
  const headerBytes = HEADER_BYTES[page.readUInt8(header)];
  if (headerBytes === undefined) return undefined;
  const from = header + headerBytes + 2 * page.readUInt16BE(header + 3);
  const to = page.readUInt16BE(header + 5) || 65_536;
  // Pages of long rows begin with the number of the next one instead, whose first byte is 0 in files up to 128 GiB.
  if (to > page.length || from >= to) return undefined;
  const gap = page.subarray(from, to);
  if (gap.every((byte) => byte === 0)) return undefined;
  gap.fill(0);
  return page;
}

async function emptyJournal(db: Kysely<Tables>): Promise<boolean> {
  for (let attempt = 0; attempt < CHECKPOINT_ATTEMPTS; attempt++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await pause(CHECKPOINT_PAUSE_MS);
  }
  return false;
}
