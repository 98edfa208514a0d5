import { openReader, type StoreReader } from "./adapters/sql/open-reader.ts";

/** Reads the sessions of a data directory, also while a server owns it; `close` when done. */
export function readDataDirectory(dir: string): Promise<StoreReader> {
  return openReader(dir);
}
