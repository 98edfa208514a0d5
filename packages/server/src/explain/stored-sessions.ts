import type { Store } from "../ports/store.ts";

/** What explaining and backtesting read; every store has it, and so has a data directory that is only read. */
export type StoredSessions = Pick<Store, "recordedSession" | "listSessions" | "ledger">;

/** Rows of one session's ledger that are looked at. */
export const LEDGER_LIMIT = 10_000;
