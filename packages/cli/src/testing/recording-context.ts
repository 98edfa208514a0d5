import {
  inspectDataDirectory,
  loadConfig,
  openKnowledge,
  openPaths,
  openPrivateData,
  openProducts,
  openWebhooks,
  readDataDirectory,
  readLocalAdmin,
  type UsherServer,
} from "@usher/server";
import type { CliContext } from "../cli-context.ts";

/** A context for tests: keeps what was printed and what the server was asked to do, and stops when told to. */
export interface RecordingContext extends CliContext {
  readonly printed: string[];
  readonly errors: string[];
  /** Server calls and forced exits, in order. */
  readonly calls: string[];
  /** As Ctrl-C does. */
  requestStop(): void;
}

interface Options {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly isTerminal?: boolean;
  /** Replaces parts of the server. */
  readonly server?: Partial<UsherServer>;
}

/** The server's configuration is really loaded; the server itself only says what it was asked. */
export function recordingContext({
  cwd = "/",
  environment = {},
  server = {},
  isTerminal = false,
}: Options = {}): RecordingContext {
  const printed: string[] = [];
  const errors: string[] = [];
  const calls: string[] = [];
  let onStop: (() => void) | undefined;
  return {
    cwd,
    environment,
    printed,
    errors,
    calls,
    print: (line) => void printed.push(line),
    printError: (line) => void errors.push(line),
    loadConfig,
    readDataDirectory,
    openProducts,
    openKnowledge,
    openPaths,
    openPrivateData,
    openWebhooks,
    readLocalAdmin,
    inspectDataDirectory,
    isTerminal,
    nodeVersion: process.version,
    now: Date.now,
    createServer: (config) => ({
      fetch: async () => new Response(),
      async start() {
        calls.push(`start ${config.server.host}:${config.server.port} ${config.dataDir}`);
        return {
          url: `http://${config.server.host}:${config.server.port}`,
          productCount: config.products.length,
        };
      },
      async stop() {
        calls.push("stop");
      },
      ...server,
    }),
    onStopRequest(listener) {
      onStop = listener;
      return () => {
        onStop = undefined;
      };
    },
    exit: (code) => void calls.push(`exit ${code}`),
    requestStop: () => onStop?.(),
  };
}
