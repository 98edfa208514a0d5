import type { LedgerNote } from "@usher/core";

/** Rows of one session's ledger, apart from those that are kept always. */
export const LEDGER_ROWS = 1_000;

/** Facts about people and offers are kept always: there are few, and reports are made of them. */
const KEPT_ALWAYS: Readonly<Record<LedgerNote["type"], boolean>> = {
  fired: true,
  outcome: true,
  tour: true,
  "shadow-offered": true,
  "shadow-resolved": true,
  conversation: false,
  held: false,
  dropped: false,
  quiet: false,
  "trigger-error": false,
};

/** Whether a note has a place only while the ledger has room. */
export function needsRoom(note: LedgerNote): boolean {
  return !KEPT_ALWAYS[note.type];
}

/** The notes that are stored when the ledger already has `storedCount` rows: a session that changes forever fills no disk. */
export function boundLedger(notes: readonly LedgerNote[], storedCount: number): readonly LedgerNote[] {
  let count = storedCount;
  return notes.filter((note) => {
    if (needsRoom(note) && count >= LEDGER_ROWS) return false;
    count++;
    return true;
  });
}
