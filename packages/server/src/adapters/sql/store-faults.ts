import { UsherError } from "@usher/core";

/** What a database says when a row breaks a rule: SQLite's result codes and, for Postgres, SQLSTATE classes 22 and 23. */
const DATA_FAULT = /^(SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)|2[23][0-9A-Z]{3}$)/;

/** Whether a failed transaction failed because of what was in it, rather than because the database could not write. */
export function isDataFault(error: unknown): boolean {
  if (error instanceof UsherError) return error.code === "store_rejected" || error.code === "user_erased";
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && DATA_FAULT.test(error.code);
}
