import { setTimeout as sleep } from "node:timers/promises";
import type { LocalAdmin, ResolvedConfig } from "@usher/server";
import type { CliContext } from "../cli-context.ts";

/** A server that is just starting owns its folder before it says where it listens. */
const STARTING_MS = 10_000;
const LOOK_EVERY_MS = 100;

interface Ways<Desk> {
  /** Opens the folder; rejects with `data_dir_locked` when a server owns it. */
  readonly openFolder: (config: ResolvedConfig) => Promise<Desk>;
  /** Speaks to the server that does. */
  readonly askServer: (local: LocalAdmin) => Desk | Promise<Desk>;
}

/** What is kept in a data folder: opened there, or asked of the server that owns it. */
export async function openWhereKept<Desk>(
  context: CliContext,
  config: ResolvedConfig,
  { openFolder, askServer }: Ways<Desk>,
): Promise<Desk> {
  const giveUpAt = context.now() + STARTING_MS;
  for (;;) {
    try {
      return await openFolder(config);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "data_dir_locked")) throw error;
      const local = context.readLocalAdmin(config.dataDir);
      if (local !== undefined) return askServer(local);
      if (context.now() > giveUpAt) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
