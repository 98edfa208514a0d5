import type { ServerFlags } from "@usher/server";
import { type Command, InvalidArgumentError } from "commander";

/** What `serve` and `demo` share on the command line. Absent means: environment, then config file, then default. */
export interface ServerOptions {
  readonly port?: number;
  readonly host?: string;
  readonly dataDir?: string;
  readonly logLevel?: string;
  readonly config?: string;
}

/** Declares the shared options on a command. */
export function addServerOptions(command: Command): Command {
  return command
    .option("--port <number>", "port to listen on; 0 picks a free one (USHER_PORT, default 8787)", parsePort)
    .option("--host <address>", "address to listen on (USHER_HOST, default 127.0.0.1)")
    .option("--data-dir <path>", "folder for the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--log-level <level>", "debug, info, warn, error or silent (USHER_LOG_LEVEL, default info)");
}

/** The options in the server's own words; only those that were given. */
export function toServerFlags(options: ServerOptions): Partial<ServerFlags> {
  const { port, host, dataDir, logLevel } = options;
  const given = Object.entries({ port, host, dataDir, logLevel }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}
