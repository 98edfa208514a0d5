import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { DATABASE_FILE } from "./open-embedded.ts";

/** Throws UsherError `data_dir_missing` unless a server or a command kept something there before. */
export function requireData(dataDir: string): void {
  if (existsSync(join(dataDir, DATABASE_FILE))) return;
  throw new UsherError(
    "data_dir_missing",
    `There is no Usher data in ${dataDir}. Name the folder with --data-dir, or begin one: usher product create <id>.`,
  );
}
